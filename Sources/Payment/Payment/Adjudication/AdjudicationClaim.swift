import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf

/// One claim of a request, read and checked.
struct AdjudicationClaim: Hashable, Sendable {
  /// The most payers of a claim: eleven places in the order of X12.
  private static let payersMax: Int32 = 11

  let key: DecisionKey
  let businessTime: Instant
  let billingNPI: String
  let billingTIN: String
  let lines: [BilledLine]
  let reasons: [Int: [Reason]]
  let coverage: CoverageFacts
  let contract: ContractFacts
  let hold: HoldFacts?
  /// Whether the claim only reports an encounter, which pays nothing.
  let isEncounter: Bool
  /// The version whose place this one takes; absent for the first one.
  let replaced: ReplacedVersion?
  /// This plan's place among the payers of the claim, from 1.
  let payerPosition: Int
  /// What the rules apply where neither a fact nor a table says otherwise.
  let constants: PaymentConstants

  /// Reads and checks a claim; how its facts were found is not read, because no rule looks at it.
  init(
    _ message: borrowing PaymentV1.Adjudication, _ constants: PaymentConstants
  ) throws(MessageError) {
    self.constants = constants
    let key = try DecisionKey(message.key, .adjudicate)
    self.key = key
    businessTime = try Instant(message.businessTime, "business_time")
    billingNPI = try MessageCheck.npi(message.billingNPI, "billing_npi")
    billingTIN = try MessageCheck.identifier(message.billingTIN, "billing_tin")
    lines = try MessageCheck.list(message.lines, "lines", countMax: MessageCheck.linesMax) {
      line throws(MessageError) in try BilledLine(line)
    }
    reasons = try AdjudicationClaim.reasons(message.lines)
    coverage = try AdjudicationClaim.coverage(message.coverage)
    contract = try AdjudicationClaim.contract(message.contract)
    hold = try AdjudicationClaim.hold(message.hold)
    isEncounter = message.isEncounter
    guard (0...AdjudicationClaim.payersMax).contains(message.payerPosition) else {
      throw MessageError("payer_position", "is no place among the payers")
    }
    payerPosition = max(ClaimStatus.primary, Int(message.payerPosition))
    replaced = try message.replaces.map { replacement throws(MessageError) in
      try ReplacedVersion(replacement, key)
    }
  }

  /// The line of business of the first covered line; absent when none is covered.
  var lineOfBusiness: LineOfBusiness? {
    coverage.lines.lazy.filter { $0.status == .covered }.compactMap(\.product).first?
      .lineOfBusiness
  }

  /// Whether every line that `decision` does not deny has a contract in force.
  func isContracted(_ decision: ClaimDecision) -> Bool {
    let denied = Set(decision.lines.filter(\.isDenied).map(\.lineNumber))
    return contract.lines.allSatisfy {
      denied.contains($0.lineNumber) || $0.status == .inNetwork
    }
  }

  /// Decides the claim.
  ///
  /// - Throws: ``Refusal`` when it cannot be decided, or reports an encounter and would be paid
  ///   (rule `ENCOUNTER-1`).
  func decide(_ input: AdjudicationInput) throws(Refusal) -> ClaimDecision {
    let decision: ClaimDecision
    do throws(AdjudicationError) {
      decision = try Adjudication.evaluate(input)
    } catch {
      throw Refusal(error)
    }
    guard !isEncounter || decision.paid == .zero else { throw Refusal.encounterPays }
    return decision
  }

  /// The benefit row by which a line is covered; absent when there is none.
  func benefit(ofLine number: Int) -> BenefitRow? {
    let role = contract.lines.first { $0.lineNumber == number }?.providerRole ?? .unspecified
    return coverage.lines.first { $0.lineNumber == number }.flatMap {
      BenefitRow.applying(to: role, in: $0.benefits)
    }
  }

  /// What must be looked up before the claim is decided.
  var needs: AdjudicationNeeds {
    AdjudicationNeeds(lines: lines, reasons: reasons, coverage: coverage, contract: contract)
  }

  /// The claim as the rules read it.
  func input(
    balances: [AccumulatorKey: Money], copayVisitsTaken: Set<CopayVisit>,
    sequestration: SequestrationTable
  ) -> AdjudicationInput {
    var input = AdjudicationInput(
      lines: lines, reasons: reasons, coverage: coverage, contract: contract, hold: hold,
      balances: balances, copayVisitsTaken: copayVisitsTaken, sequestration: sequestration)
    input.payerPosition = payerPosition
    input.constants = constants
    return input
  }

  private static func reasons(
    _ lines: [PaymentV1.BilledLine]
  ) throws(MessageError) -> [Int: [Reason]] {
    var reasons: [Int: [Reason]] = [:]
    for (index, line) in lines.enumerated() where !line.reasons.isEmpty {
      do throws(MessageError) {
        reasons[Int(line.lineNumber), default: []] += try BilledLine.reasons(in: line)
      } catch {
        throw error.within("lines[\(index)]")
      }
    }
    return reasons
  }

  private static func coverage(
    _ message: EligibilityV1.CoverageAnswer?
  ) throws(MessageError) -> CoverageFacts {
    guard var message else { throw MessageError("coverage", "is missing") }
    message.trace = []
    do throws(MessageError) {
      return try CoverageFacts(message)
    } catch {
      throw error.within("coverage")
    }
  }

  private static func contract(
    _ message: NetworkV1.ContractAnswer?
  ) throws(MessageError) -> ContractFacts {
    guard var message else { throw MessageError("contract", "is missing") }
    message.trace = []
    do throws(MessageError) {
      return try ContractFacts(message)
    } catch {
      throw error.within("contract")
    }
  }

  private static func hold(
    _ message: AuthorizationV1.HoldAnswer?
  ) throws(MessageError) -> HoldFacts? {
    guard var message else { return nil }
    message.trace = []
    do throws(MessageError) {
      return try HoldFacts(message)
    } catch {
      throw error.within("hold")
    }
  }
}
