import Domain
import EDI

/// Remittances of invented people for these tests.
enum SampleRemittance {
  static let day = Day(number: 20_522)

  static func money(_ cents: Int64) -> Money { Money(cents: cents) }

  /// 2026-11-21, noon.
  static var envelope: X12OutgoingEnvelope {
    X12OutgoingEnvelope(
      sender: "HMOPAYER", receiver: "PROV0001", interchangeControlNumber: 1,
      groupControlNumber: 1, instant: Instant(microseconds: 1_795_262_400_000_000),
      usage: .test)
  }

  /// One visit: 50.00 above the fee, 50.00 deductible, 10.00 coinsurance, 0.80 sequestration.
  static var visit: X12Remittance {
    var remittance = empty
    remittance.amount = money(39_20)
    remittance.groups = [X12RemittanceGroup(claims: [visitClaim])]
    return remittance
  }

  static var empty: X12Remittance {
    X12Remittance(
      amount: .zero, method: .transfer(transfer), paymentDay: compact("20261124"),
      traceNumber: "EFT0000001", originator: "1512345678", productionDay: compact("20261121"),
      payer: X12RemittancePayer(
        name: "EXAMPLE HMO",
        address: X12OutgoingAddress(
          line1: "1 PAYER WAY", city: "SPRINGFIELD", state: "IL", postalCode: "62701"),
        technicalContact: X12OutgoingContact(name: "EDI SUPPORT", telephone: "8005550100")),
      payee: X12RemittancePayee(
        name: "EXAMPLE CLINIC", identifier: "1000000004", taxID: "123456789"),
      groups: [])
  }

  static var transfer: X12Transfer {
    X12Transfer(
      payerAccount: X12BankAccount(routingNumber: "999999992", number: "123456"),
      originator: "1512345678",
      payeeAccount: X12BankAccount(routingNumber: "999988880", number: "98765"))
  }

  static var visitClaim: X12RemittanceClaim {
    let march = compact("20260310")
    return X12RemittanceClaim(
      patientControlNumber: "PATACCT1", status: .primary, charge: money(150_00),
      paid: money(39_20), filingCode: .medicareRisk, payerClaimNumber: "ICN0000001",
      facilityCode: "11", frequency: "1",
      parties: X12RemittanceParties(
        patient: X12OutgoingName(
          person: "DOE", firstName: "JANE", identifierQualifier: "MI", identifier: "M00000001"),
        rendering: X12OutgoingName(
          person: "SMITH", firstName: "JOHN", identifierQualifier: "XX",
          identifier: "1000000012")),
      service: DaySpan(from: march, to: march), lines: [visitLine])
  }

  static var visitLine: X12RemittanceLine {
    let march = compact("20260310")
    return X12RemittanceLine(
      procedure: X12OutgoingProcedure("99213"), charge: money(150_00), paid: money(39_20),
      paidUnits: Quantity(units: 1), service: DaySpan(from: march, to: march),
      adjustments: [
        Adjustment(.patient, "2", money(10_00)), Adjustment(.contractual, "253", money(80)),
        Adjustment(.contractual, "45", money(50_00)), Adjustment(.patient, "1", money(50_00)),
      ], controlNumber: "1", allowed: money(100_00))
  }

  /// The visit's remittance with its line changed; claim and payment follow the line.
  static func visit(_ change: (inout X12RemittanceLine) -> Void) -> X12Remittance {
    var line = visitLine
    change(&line)
    var claim = visitClaim
    claim.lines = [line]
    claim.charge = line.charge
    claim.paid = line.paid
    return holding([claim])
  }

  /// A remittance that pays what its claims come to.
  static func holding(
    _ claims: [X12RemittanceClaim], _ adjustments: [X12ProviderAdjustment] = []
  ) -> X12Remittance {
    var remittance = empty
    remittance.groups = [X12RemittanceGroup(claims: claims)]
    remittance.providerAdjustments = adjustments
    remittance.amount = remittance.balance
    if remittance.amount == .zero { remittance.method = .none }
    return remittance
  }

  static func compact(_ text: String) -> Day { Day(compact: text) ?? .first }
}
