import Domain
import EDI
import SampleClaims

extension SampleRemittance {
  /// The reversal of a claim: every amount negated, the same groups and codes.
  static func reversal(of claim: X12RemittanceClaim) -> X12RemittanceClaim {
    var reversal = claim
    reversal.status = .reversal
    reversal.charge = -claim.charge
    reversal.paid = -claim.paid
    reversal.adjustments = claim.adjustments.map(negated)
    reversal.remarks = .outpatient(["N694"])
    reversal.lines = claim.lines.map { line in
      var line = line
      line.charge = -line.charge
      line.paid = -line.paid
      line.allowed = line.allowed.map { -$0 }
      line.adjustments = line.adjustments.map(negated)
      return line
    }
    return reversal
  }

  private static func negated(_ adjustment: Adjustment) -> Adjustment {
    var adjustment = adjustment
    adjustment.amount = -adjustment.amount
    return adjustment
  }

  /// A legal remittance of random claims, reversals and provider adjustments.
  static func random(_ random: inout SeededRandom) -> X12Remittance {
    var claims: [X12RemittanceClaim] = []
    for index in 0..<random.number(in: 1..<6) {
      let claim = Self.claim(index, &random)
      claims.append(claim)
      if random.happens(inThousand: 150) { claims.append(reversal(of: claim)) }
    }
    var adjustments: [X12ProviderAdjustment] = []
    for _ in 0..<random.number(in: 0..<9) {
      adjustments.append(
        X12ProviderAdjustment(
          provider: "1000000004", fiscalYearEnd: compact("20261231"),
          reason: random.happens(inThousand: 500) ? .interest : .overpayment,
          reference: "ICN\(random.number(in: 1..<99))",
          amount: money(-Int64(random.number(in: 1..<90_000)))))
    }
    return holding(claims, adjustments)
  }

  private static func claim(_ index: Int, _ random: inout SeededRandom) -> X12RemittanceClaim {
    var claim = visitClaim
    claim.patientControlNumber = "ACCT\(index)"
    claim.payerClaimNumber = "ICN\(index)"
    claim.lines = (0..<random.number(in: 1..<5)).map { line($0, &random) }
    claim.charge = claim.lines.reduce(.zero) { $0 + $1.charge }
    claim.paid = claim.lines.reduce(.zero) { $0 + $1.paid }
    claim.remarks = random.happens(inThousand: 300) ? .outpatient(["MA01", "N130"]) : .none
    if random.happens(inThousand: 300) { claim.receivedDay = compact("20260401") }
    if random.happens(inThousand: 300) { claim.interest = money(82) }
    if random.happens(inThousand: 300) {
      claim.references = [X12OutgoingReference("EA", "RECORD\(index)")]
    }
    return claim
  }

  private static func line(_ index: Int, _ random: inout SeededRandom) -> X12RemittanceLine {
    var line = visitLine
    line.controlNumber = "\(index + 1)"
    line.procedure.modifiers = random.happens(inThousand: 300) ? ["25", "59"] : []
    line.paidUnits = Quantity(thousandths: Int64(random.number(in: 1..<9_000)))
    line.adjustments = []
    var rest = Int64(random.number(in: 10_000..<900_000))
    line.charge = money(rest)
    var allowed = rest
    for (group, code) in codes where random.happens(inThousand: 500) {
      let part = Int64(random.number(in: 1..<Int(rest / 2)))
      line.adjustments.append(Adjustment(group, code, money(part)))
      rest -= part
      if code == "45" { allowed -= part }
    }
    line.paid = money(rest)
    line.allowed = money(allowed)
    if random.happens(inThousand: 200) { line.remarks = ["N362", "N130"] }
    return line
  }

  private static let codes: [(AdjustmentGroup, AdjustmentCode)] = [
    (.contractual, "45"), (.contractual, "253"), (.contractual, "104"), (.patient, "1"),
    (.patient, "2"), (.patient, "3"),
  ]
}
