import Domain
import EDI
import SampleClaims

/// Random remittances of invented people, for readers that are not ours.
struct RemittanceSamples {
  private var random: SeededRandom
  private static let service = DaySpan(from: Day(number: 20_522), to: Day(number: 20_522))

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  /// A balanced remittance of paid, denied and reversed claims, with provider adjustments.
  ///
  /// They fit into one PLB segment: pyx12 takes a second one for a second footer and refuses it,
  /// although its own map of the guide admits any number.
  mutating func remittance(_ number: Int) -> X12Remittance {
    var claims: [X12RemittanceClaim] = []
    for index in 0..<random.number(in: 1..<8) {
      let claim = claim("ACCT\(number)X\(index)")
      claims.append(claim)
      if random.happens(inThousand: 200) { claims.append(reversal(of: claim)) }
    }
    var remittance = X12Remittance(
      amount: .zero, method: random.happens(inThousand: 300) ? .check : Self.transfer,
      paymentDay: Day(number: 20_530), traceNumber: "TRACE\(number)",
      originator: "1512345678", productionDay: Day(number: 20_528), payer: Self.payer,
      payee: Self.payee, groups: [X12RemittanceGroup(claims: claims)],
      providerAdjustments: (0..<random.number(in: 0..<6)).map { _ in providerAdjustment() })
    if remittance.balance < .zero {
      remittance.providerAdjustments.append(
        X12ProviderAdjustment(
          provider: "1000000004", fiscalYearEnd: Day(number: 20_818), reason: .balanceForward,
          reference: "TRACE\(number)", amount: remittance.balance))
    }
    remittance.amount = remittance.balance
    if remittance.amount == .zero { remittance.method = .none }
    return remittance
  }

  private mutating func claim(_ number: String) -> X12RemittanceClaim {
    let lines = (1...random.number(in: 2..<5)).map { line($0) }
    let isPaid = lines.contains { $0.paid != .zero }
    return X12RemittanceClaim(
      patientControlNumber: number, status: .primary,
      charge: lines.reduce(.zero) { $0 + $1.charge },
      paid: lines.reduce(.zero) { $0 + $1.paid }, filingCode: isPaid ? .hmo : .medicareRisk,
      payerClaimNumber: "ICN" + number, facilityCode: "11", frequency: "1",
      parties: X12RemittanceParties(
        patient: X12OutgoingName(
          person: "SAMPLE", firstName: "KIM", identifierQualifier: "MI",
          identifier: "M00000001"),
        subscriber: random.happens(inThousand: 300)
          ? X12OutgoingName(
            person: "SAMPLE", firstName: "SAM", identifierQualifier: "MI",
            identifier: "M00000002") : nil,
        rendering: X12OutgoingName(
          person: "DOE", firstName: "ALEX", identifierQualifier: "XX",
          identifier: "1000000012")),
      remarks: random.happens(inThousand: 300) ? .outpatient(["MA01", "N130"]) : .none,
      references: random.happens(inThousand: 300) ? [X12OutgoingReference("EA", "RECORD")] : [],
      service: Self.service,
      receivedDay: random.happens(inThousand: 500) ? Day(number: 20_525) : nil, lines: lines)
  }

  private mutating func line(_ number: Int) -> X12RemittanceLine {
    let charge = Int64(random.number(in: 10_000..<900_000))
    if random.happens(inThousand: 200) { return denied(number, Money(cents: charge)) }
    var rest = charge
    var adjustments: [Adjustment] = []
    for (group, code) in Self.codes where random.happens(inThousand: 400) {
      let part = Int64(random.number(in: 1..<Int(rest / 3)))
      adjustments.append(Adjustment(group, code, Money(cents: part)))
      rest -= part
    }
    let isSpan = random.happens(inThousand: 200)
    return X12RemittanceLine(
      procedure: X12OutgoingProcedure("G0463", modifiers: number == 1 ? ["25"] : []),
      charge: Money(cents: charge), paid: Money(cents: rest), paidUnits: Quantity(units: 2),
      billedUnits: Quantity(units: number == 2 ? 3 : 2),
      service: isSpan
        ? DaySpan(from: Self.service.from, to: Self.service.from.adding(days: 2))
        : Self.service, adjustments: adjustments, controlNumber: String(number),
      allowed: nil, remarks: number == 2 ? ["N362"] : [])
  }

  private func denied(_ number: Int, _ charge: Money) -> X12RemittanceLine {
    X12RemittanceLine(
      procedure: X12OutgoingProcedure("G0444"), charge: charge, paid: .zero,
      paidUnits: .zero, billedUnits: Quantity(units: 1), service: Self.service,
      adjustments: [Adjustment(.contractual, "96", charge)], controlNumber: String(number),
      remarks: ["N130"])
  }

  private func reversal(of claim: X12RemittanceClaim) -> X12RemittanceClaim {
    var reversal = claim
    reversal.status = .reversal
    reversal.charge = -claim.charge
    reversal.paid = -claim.paid
    reversal.remarks = .outpatient(["N694"])
    for index in reversal.lines.indices {
      reversal.lines[index].charge = -claim.lines[index].charge
      reversal.lines[index].paid = -claim.lines[index].paid
      reversal.lines[index].adjustments = claim.lines[index].adjustments.map {
        Adjustment($0.group, $0.code, -$0.amount, quantity: $0.quantity)
      }
    }
    return reversal
  }

  private mutating func providerAdjustment() -> X12ProviderAdjustment {
    X12ProviderAdjustment(
      provider: "1000000004", fiscalYearEnd: Day(number: 20_818),
      reason: random.happens(inThousand: 500) ? .interest : .overpayment,
      reference: "ICN\(random.number(in: 1..<100))",
      amount: Money(cents: Int64(random.number(in: 1..<5_000)) - 2_500 | 1))
  }

  private static let codes: [(AdjustmentGroup, AdjustmentCode)] = [
    (.contractual, "45"), (.contractual, "253"), (.contractual, "104"), (.contractual, "131"),
    (.contractual, "144"), (.contractual, "222"), (.contractual, "308"), (.contractual, "245"),
    (.patient, "1"), (.patient, "2"), (.patient, "3"), (.other, "23"),
  ]

  private static let transfer = X12PaymentMethod.transfer(
    X12Transfer(
      payerAccount: X12BankAccount(routingNumber: "999999992", number: "123456"),
      originator: "1512345678",
      payeeAccount: X12BankAccount(routingNumber: "999988880", number: "98765", isSavings: true)))

  private static let payer = X12RemittancePayer(
    name: "EXAMPLE HMO",
    address: X12OutgoingAddress(
      line1: "1 PAYER WAY", city: "SPRINGFIELD", state: "IL", postalCode: "62701"),
    number: "99001",
    technicalContact: X12OutgoingContact(
      name: "EDI SUPPORT", telephone: "8005550100", email: "edi@example.com"),
    claimContact: X12OutgoingContact(name: "CLAIMS", telephone: "8005550101"))

  private static let payee = X12RemittancePayee(
    name: "EXAMPLE CLINIC", identifier: "1000000004",
    address: X12OutgoingAddress(
      line1: "1 MAIN ST", city: "SPRINGFIELD", state: "IL", postalCode: "62701"),
    taxID: "123456789")
}
