import Domain

/// What one payer decided of a claim, brought to its lines (rules `COB-2` and `COB-3`).
struct PayerDecision {
  /// What it decided of one line.
  struct Line: Hashable {
    var paid: Money
    var patientShare = Money.zero
    var writtenOff = Money.zero
    var allowed: Money?
    var obligated: Money?
    var paidOn: Day?
  }

  /// What it decided of each line, by number.
  private(set) var lines: [Int: Line] = [:]
  /// Whether all that was taken from the claim as a whole found room on its lines; what did not is no
  /// part of ``lines``.
  private(set) var isSpreadWhole = true

  /// Reads the decision of `payer`, or gives nothing when it is incomplete or contradicts itself or the
  /// charges of the claim.
  init?(of payer: SubmittedClaim.OtherPayer, in claim: SubmittedClaim) {
    let isByLine = claim.lines.contains { $0.otherPayers.contains { $0.payerID == payer.payerID } }
    for line in claim.lines {
      guard
        let decided = isByLine
          ? PayerDecision.line(line, of: payer) : Line(paid: line.charge, paidOn: payer.paidOn)
      else { return nil }
      lines[line.lineNumber] = decided
    }
    spread(payer, over: claim)
    guard isSpreadWhole else { return }
    let paid = lines.values.reduce(Money.zero) { $0 + $1.paid }
    guard payer.paid ?? paid == paid, lines.values.allSatisfy(\.isPossible) else { return nil }
  }

  /// The payer's own words for a line; nothing when it has none, or they do not add up to the charge.
  private static func line(
    _ line: SubmittedClaim.Line, of payer: SubmittedClaim.OtherPayer
  ) -> Line? {
    let said = line.otherPayers.filter { $0.payerID == payer.payerID }
    guard let decided = said.first, said.count == 1 else {
      return said.isEmpty && line.charge == .zero ? Line(paid: .zero, paidOn: payer.paidOn) : nil
    }
    let (patient, other) = decided.adjustments.byBearer
    guard decided.paid + patient + other == line.charge else { return nil }
    return Line(
      paid: decided.paid, patientShare: patient, writtenOff: other, allowed: decided.allowed,
      obligated: decided.obligated, paidOn: decided.paidOn ?? payer.paidOn)
  }

  /// Takes what the payer took from the claim as a whole from its lines, in the proportion of what each
  /// had got until then, or of its charge where no line says anything.
  private mutating func spread(_ payer: SubmittedClaim.OtherPayer, over claim: SubmittedClaim) {
    let numbers = claim.lines.map(\.lineNumber)
    let bases = numbers.map { lines[$0]?.paid ?? .zero }
    let (patient, other) = payer.adjustments.byBearer
    let patientParts = ProportionalSpread.parts(of: patient, over: bases)
    let room = zip(bases, patientParts).map { $0 - $1 }
    let otherParts = ProportionalSpread.parts(of: other, over: bases, within: room)
    isSpreadWhole = otherParts.reduce(.zero, +) == other
    for (index, number) in numbers.enumerated() {
      lines[number]?.take(patient: patientParts[index], other: otherParts[index])
    }
    let charges = claim.lines.map(\.charge)
    fill(\.allowed, numbers, payer.allowed.map { ProportionalSpread.parts(of: $0, over: charges) })
    fill(
      \.obligated, numbers, payer.obligated.map { ProportionalSpread.parts(of: $0, over: charges) })
  }

  /// Gives each line without an amount of its own its part of the claim's.
  private mutating func fill(
    _ amount: WritableKeyPath<Line, Money?>, _ numbers: [Int], _ parts: [Money]?
  ) {
    guard let parts else { return }
    for (number, part) in zip(numbers, parts) where lines[number]?[keyPath: amount] == nil {
      lines[number]?[keyPath: amount] = part
    }
  }
}

extension PayerDecision.Line {
  /// Whether no amount is below nothing.
  fileprivate var isPossible: Bool {
    paid >= .zero && patientShare >= .zero && writtenOff >= .zero
      && (allowed ?? .zero) >= .zero && (obligated ?? .zero) >= .zero
  }

  fileprivate mutating func take(patient: Money, other: Money) {
    paid -= patient + other
    patientShare += patient
    writtenOff += other
  }
}

extension [Adjustment] {
  /// What the patient bears, and what anybody else does.
  fileprivate var byBearer: (patient: Money, other: Money) {
    reduce(into: (patient: Money.zero, other: Money.zero)) { sums, adjustment in
      if adjustment.group == .patient {
        sums.patient += adjustment.amount
      } else {
        sums.other += adjustment.amount
      }
    }
  }
}
