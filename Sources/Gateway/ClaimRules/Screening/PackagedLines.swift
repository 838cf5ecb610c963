import Domain

/// Finds the lines that others of the same day include (rule `SCREEN-PACKAGED`).
enum PackagedLines {
  /// The numbers of the lines that include a line, by its number; nothing for a line that none does.
  static func find(in claim: SubmittedClaim, _ book: CodeBook) -> [Int: [Int]] {
    guard claim.lines.count > 1, let pairs = book.pairs(of: .packagedProcedure) else { return [:] }
    var found: [Int: [Int]] = [:]
    for line in claim.lines {
      guard let day = line.from, !line.procedure.isEmpty else { continue }
      let into = claim.lines.filter { other in
        other.lineNumber != line.lineNumber && other.from == day
          && pairs.holds(line.procedure, other.procedure, on: day)
      }
      if !into.isEmpty { found[line.lineNumber] = into.map(\.lineNumber) }
    }
    return found
  }

  /// What a line need not wait for, as far as a line that includes it is not denied: facts that only
  /// its own price would take, and without which payment refuses to price it.
  static let pendsOfPrice: Set<PendReason> = [
    .rateMissing, .benefitRowMissing, .manualPricing, .emergencyOutOfNetwork,
  ]
}
