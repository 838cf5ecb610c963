import Domain
import DomainMessages
import Messages
import Protobuf

/// A claim of one line as the gateway sends it.
struct ClaimMessage {
  static let planYearStart = Day(number: 20_454)
  static let dayOfService = Day(number: 20_522)

  var claimID = "C1"
  var version: Int32 = 1
  var attempt: Int32 = 1
  var memberID = "M1"
  var familyID = "F1"
  var charge: Int64 = 18_500
  var fee: Int64? = 11_000
  var day = ClaimMessage.dayOfService
  var renderingNPI = "1234567893"
  var reasons: [Reason] = []
  var benefit = BenefitRow(
    benefitID: "visit", category: "office_visit", copay: Money(cents: 2_500))
  var terms = ProductTerms(
    productID: "COM-HMO", lineOfBusiness: .commercialGroup,
    planYearStart: ClaimMessage.planYearStart, deductibleIndividual: Money(cents: 100_000),
    deductibleFamily: Money(cents: 200_000), outOfPocketIndividual: Money(cents: 600_000),
    outOfPocketFamily: Money(cents: 1_200_000))
  var withhold = BasisPoints.zero
  var status = ContractFacts.Line.Status.inNetwork
  var clause = ContractFacts.SequestrationClause.none
  var replaces: PaymentV1.Replacement?
  /// What another payer decided, when this plan is the second one.
  var prior: PriorPayment?

  init(_ claimID: String = "C1", _ change: (inout ClaimMessage) -> Void = { _ in }) {
    self.claimID = claimID
    change(&self)
  }

  /// The claim in the place of `version`.
  func replacing(
    _ version: Int32 = 1, _ reason: PaymentV1.ReversalReason = .providerReplacement,
    _ change: (inout ClaimMessage) -> Void = { _ in }
  ) -> ClaimMessage {
    var claim = self
    claim.version = version + 2
    claim.replaces = .with {
      $0.version = version
      $0.reason = reason
    }
    change(&claim)
    return claim
  }

  /// A visit for which the member owes coinsurance and the deductible.
  static func coinsured(
    _ claimID: String, allowed: Int64, _ change: (inout ClaimMessage) -> Void = { _ in }
  ) -> ClaimMessage {
    ClaimMessage(claimID) {
      $0.charge = allowed
      $0.fee = allowed
      $0.benefit.copay = .zero
      $0.benefit.isDeductibleApplied = true
      $0.benefit.coinsurance = BasisPoints(2_000)
      change(&$0)
    }
  }

  var message: PaymentV1.Adjudication {
    .with {
      $0.key = .with {
        $0.claimID = claimID
        $0.version = version
        $0.attempt = attempt
        $0.step = "adjudicate"
      }
      $0.businessTime = Instant(startOf: day).message
      $0.billingNPI = "1234567893"
      $0.billingTIN = "123456789"
      $0.lines = [line.message(reasons: reasons)]
      $0.coverage = coverage.message
      $0.contract = ContractFacts(lines: [contract]).message
      $0.replaces = replaces
      $0.payerPosition = prior == nil ? 0 : 2
    }
  }

  private var line: BilledLine {
    var line = BilledLine(
      lineNumber: 1, procedure: "99213", charge: Money(cents: charge), day: day,
      renderingNPI: renderingNPI)
    line.priorPayment = prior
    return line
  }

  private var coverage: CoverageFacts {
    CoverageFacts(
      match: .matched, memberID: memberID, familyID: familyID,
      lines: [
        CoverageFacts.Line(lineNumber: 1, status: .covered, product: terms, benefits: [benefit])
      ])
  }

  private var contract: ContractFacts.Line {
    var line = ContractFacts.Line(lineNumber: 1, status: status)
    line.contractID = "K1"
    line.unitFee = fee.map { Money(cents: $0) }
    line.sequestrationClause = clause
    line.withhold = withhold
    return line
  }
}

/// An opening balance of member `M1` or family `F1`.
func opening(
  _ scope: String, _ kind: String, _ cents: Int64, holder: String? = nil
) -> PaymentV1.AccumulatorBalance {
  .with {
    $0.scope = scope
    $0.holder = holder ?? (scope == "member" ? "M1" : "F1")
    $0.productID = "COM-HMO"
    $0.planYearStart = ClaimMessage.planYearStart.message
    $0.kind = kind
    $0.amount = Money(cents: cents).message
  }
}
