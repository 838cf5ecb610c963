import ClaimRules
import Domain

/// The claim that the tests begin with: acceptable, one line, an office visit.
enum Fixture {
  static let received = Day(number: 20_600)
  static let day = Day(number: 20_590)
  static let billing = "1000001010"
  static let specialist = "1000002026"

  static func line(_ number: Int = 1) -> SubmittedClaim.Line {
    SubmittedClaim.Line(
      lineNumber: number, procedure: "T1015", charge: Money(cents: 12_000), from: day)
  }

  static func patient() -> SubmittedClaim.Patient {
    SubmittedClaim.Patient(
      memberID: "M1", familyName: "ARDEN", givenName: "ROBIN", birthDate: Day(number: 5_000),
      postalCode: "62701")
  }

  /// A claim with `count` lines and the sum of their charges.
  static func claim(lines count: Int = 1) -> SubmittedClaim {
    let lines = (0..<count).map { line($0 + 1) }
    return SubmittedClaim(
      patientControlNumber: "P1", billingNPI: billing, billingTIN: "510000101",
      patient: Redacted(patient()), charge: lines.reduce(.zero) { $0 + $1.charge },
      placeOfService: "11", diagnoses: ["M545"], lines: lines)
  }

  /// A claim of one line in the second place: 70.00 paid, 20.00 written off, 30.00 left.
  static func second(paidOn: Day? = nil) -> SubmittedClaim {
    var claim = claim()
    claim.payerOrder = "S"
    claim.otherPayers = [
      SubmittedClaim.OtherPayer(
        payerID: "OTHER", order: "P", paid: Money(cents: 7_000), paidOn: paidOn)
    ]
    claim.lines[0].otherPayers = [
      SubmittedClaim.OtherPayerLine(
        payerID: "OTHER", paid: Money(cents: 7_000),
        adjustments: [
          Adjustment(.contractual, "45", Money(cents: 2_000)),
          Adjustment(.patient, "1", Money(cents: 3_000)),
        ])
    ]
    return claim
  }

  static func product(
    _ business: LineOfBusiness = .commercialGroup, isOpenAccess: Bool = false
  ) -> ProductTerms {
    ProductTerms(
      productID: "COM-HMO", lineOfBusiness: business, planYearStart: Day(number: 20_454),
      outOfPocketIndividual: Money(cents: 600_000), outOfPocketFamily: Money(cents: 1_200_000),
      isOpenAccess: isOpenAccess)
  }

  static let visit = BenefitRow(benefitID: "visit", category: "office_visit")

  static func covered(
    _ number: Int = 1, _ benefits: [BenefitRow] = [visit], product: ProductTerms? = product()
  ) -> CoverageFacts.Line {
    CoverageFacts.Line(
      lineNumber: number, status: .covered, product: product, primaryCareNPI: billing,
      benefits: benefits, span: DaySpan(from: Day(number: 20_454)), spanVersion: 1)
  }

  static func contracted(
    _ number: Int = 1, _ status: ContractFacts.Line.Status = .inNetwork,
    role: ProviderRole = .primaryCare
  ) -> ContractFacts.Line {
    var line = ContractFacts.Line(lineNumber: number, status: status)
    line.contractID = "C1"
    line.unitFee = Money(cents: 11_000)
    line.providerRole = role
    line.specialty = "orthopedics"
    return line
  }
}

extension SubmittedClaim {
  /// A copy changed by `change`.
  func with(_ change: (inout SubmittedClaim) -> Void) -> SubmittedClaim {
    var copy = self
    change(&copy)
    return copy
  }

  /// A copy with the patient changed.
  func withPatient(_ change: (inout Patient) -> Void) -> SubmittedClaim {
    with { claim in
      var patient = claim.patient.exposed
      change(&patient)
      claim.patient = Redacted(patient)
    }
  }

  /// A copy with the first line changed.
  func withLine(_ change: (inout Line) -> Void) -> SubmittedClaim {
    with { change(&$0.lines[0]) }
  }
}

extension ContractFacts.Line {
  /// A copy changed by `change`.
  func with(_ change: (inout ContractFacts.Line) -> Void) -> ContractFacts.Line {
    var copy = self
    change(&copy)
    return copy
  }
}
