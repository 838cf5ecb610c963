import Domain

extension LineDecision {
  /// The line with every amount negated; groups, codes and quantities stay, and the remark is added
  /// when there is one. That the line waits for a premium is not said again.
  func reversed(remark: String?) -> LineDecision {
    var line = self
    line.charge = -charge
    line.allowed = -allowed
    line.adjustments = adjustments.map(\.reversed)
    if isSuspended { line.remarks = [] }
    if let remark, !line.remarks.contains(remark) { line.remarks.append(remark) }
    line.unitsTaken = .zero
    line.isVisitTaken = false
    return line
  }

  /// The line as far as amounts and codes go.
  var withoutRemarks: LineDecision {
    var line = self
    line.remarks = []
    return line
  }
}

extension Adjustment {
  /// The adjustment with its amount negated.
  fileprivate var reversed: Adjustment {
    var adjustment = self
    adjustment.amount = -amount
    return adjustment
  }
}

extension AccumulatorPosting {
  /// The posting that takes this one back.
  var reversed: AccumulatorPosting {
    var posting = self
    posting.amount = -amount
    return posting
  }
}

extension LimitPosting {
  /// The posting that takes this one back.
  var reversed: LimitPosting {
    var posting = self
    posting.uses = -uses
    posting.amount = -amount
    return posting
  }
}
