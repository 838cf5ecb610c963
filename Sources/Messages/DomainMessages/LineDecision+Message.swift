package import Domain
package import Messages

extension LineDecision {
  /// The most adjustments or remarks of a line that are read.
  package static let adjustmentsMax = 100

  /// Reads what was decided for a line, and checks that charge and adjustments give the payment.
  package init(_ message: PaymentV1.LineDecision) throws(MessageError) {
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      denial: try LineDecision.denial(message), charge: try Money(message.charge, "charge"),
      allowed: try Money(message.allowed, "allowed"),
      adjustments: try MessageCheck.list(
        message.adjustments, "adjustments", countMax: LineDecision.adjustmentsMax
      ) { adjustment throws(MessageError) in try Adjustment(adjustment) },
      remarks: try MessageCheck.list(
        message.remarks, "remarks", countMax: LineDecision.adjustmentsMax
      ) { remark throws(MessageError) in try MessageCheck.identifier(remark, "") },
      paidQuantity: try Quantity(message.paidQuantity, "paid_quantity"),
      reasons: try Reason.list(message.reasons, "reasons"),
      unitsTaken: try Quantity(message.unitsTaken, "units_taken"),
      isVisitTaken: message.isVisitTaken)
    guard try Money(message.paid, "paid") == paid else {
      throw MessageError("paid", "is not the charge less the adjustments")
    }
  }

  /// The line as a message.
  package var message: PaymentV1.LineDecision {
    var message = PaymentV1.LineDecision()
    message.lineNumber = Int32(clamping: lineNumber)
    message.isDenied = isDenied
    message.reason = denial?.rawValue ?? ""
    message.charge = charge.message
    message.allowed = allowed.message
    message.adjustments = adjustments.map(\.message)
    message.remarks = remarks
    message.paid = paid.message
    message.paidQuantity = paidQuantity.message
    message.reasons = reasons.map(\.rawValue)
    message.unitsTaken = unitsTaken.message
    message.isVisitTaken = isVisitTaken
    return message
  }

  private static func denial(_ message: PaymentV1.LineDecision) throws(MessageError) -> Reason? {
    guard message.isDenied != message.reason.isEmpty else {
      throw MessageError("reason", "does not agree with is_denied")
    }
    guard message.isDenied else { return nil }
    guard let reason = Reason(rawValue: message.reason) else {
      throw MessageError("reason", "is no reason")
    }
    return reason
  }
}

extension Adjustment {
  /// Reads an adjustment, which is never zero.
  package init(_ message: PaymentV1.Adjustment) throws(MessageError) {
    guard let group = AdjustmentGroup(rawValue: message.group) else {
      throw MessageError("group", "is not CO, OA, PI or PR")
    }
    let amount = try Money(message.amount, "amount")
    guard amount != .zero else { throw MessageError("amount", "is zero") }
    let code = try MessageCheck.identifier(message.code, "code")
    self.init(
      group, AdjustmentCode(rawValue: code), amount,
      quantity: message.quantity == nil ? nil : try Quantity(message.quantity, "quantity"))
  }

  /// The adjustment as a message.
  package var message: PaymentV1.Adjustment {
    var message = PaymentV1.Adjustment()
    message.group = group.rawValue
    message.code = code.rawValue
    message.amount = amount.message
    message.quantity = quantity?.message
    return message
  }
}
