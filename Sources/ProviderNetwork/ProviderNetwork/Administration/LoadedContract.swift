import Domain
import DomainMessages
import Messages
import NetworkRules

/// A contract, as a load states it.
struct LoadedContract: Hashable, Sendable {
  /// How many products, listed procedures or roster entries a contract has at most.
  static let entriesMax = 50_000
  /// How many digits a tax number has.
  private static let taxNumberDigits = 9

  /// The terms; their version is set when they are stored.
  let terms: ContractTerms
  /// On which days who may render.
  let roster: SpanSet

  /// Reads and checks a contract.
  init(_ message: NetworkV1.Contract) throws(MessageError) {
    var terms = ContractTerms(
      contractID: try MessageCheck.identifier(message.contractID, "contract_id"),
      model: try ContractFacts.Model(message.model, "model"),
      payToTIN: try LoadedContract.taxNumber(message.payToTIN, "pay_to_tin"),
      productIDs: try LoadedContract.set(message.productIDs, "product_ids"),
      days: try DaySpan(message.days, "days"))
    guard !terms.productIDs.isEmpty else { throw MessageError("product_ids", "is empty") }
    terms.feeScheduleID = try MessageCheck.optionalIdentifier(
      message.feeScheduleID, "fee_schedule_id")
    terms.feeMethod = try ContractFacts.FeeMethod(message.feeMethod, "fee_method")
    guard !terms.feeMethod.isBesideContracts else {
      throw MessageError("fee_method", "is none that a contract may name")
    }
    guard !terms.feeMethod.isOfStay else {
      throw MessageError("fee_method", "prices stays; name it as stay_method")
    }
    terms.stayMethod = try LoadedContract.stayMethod(message.stayMethod)
    terms.outlierCharge =
      message.outlierCharge == nil
      ? nil : try Money(notNegative: message.outlierCharge, "outlier_charge")
    terms.percent = try LoadedContract.percent(
      message.percentBasisPoints, method: terms.feeMethod)
    terms.capitatedProcedures = try LoadedContract.set(
      message.capitatedProcedures, "capitated_procedures")
    terms.carvedOutProcedures = try LoadedContract.set(
      message.carvedOutProcedures, "carved_out_procedures")
    guard terms.capitatedProcedures.isDisjoint(with: terms.carvedOutProcedures) else {
      throw MessageError("carved_out_procedures", "has a procedure that is capitated too")
    }
    terms.withhold = try BasisPoints(message.withholdBasisPoints, "withhold_basis_points")
    terms.withholdBasis = try ContractFacts.WithholdBasis(message.withholdBasis, "withhold_basis")
    terms.otherRisk = try BasisPoints(
      message.otherRiskBasisPoints, "other_risk_basis_points")
    terms.hasStopLoss = message.hasStopLoss
    guard !terms.isRiskUnprotected else {
      throw MessageError(
        "has_stop_loss",
        "is not set, but withhold and other risk together are more than 25 % of the payments (SETTLE-3)"
      )
    }
    terms.sequestrationClause = try ContractFacts.SequestrationClause(
      message.sequestrationClause, "sequestration_clause")
    terms.isLesserOf = !message.isLesserOfWaived
    terms.timelyFilingDays = try ContractFacts.Line.timelyFilingDays(message.timelyFilingDays)
    terms.attachmentDays = try ContractFacts.Line.attachmentDays(message.attachmentDays)
    self.terms = terms
    roster = try LoadedContract.roster(message.roster)
  }

  /// Reads a tax number: nine digits.
  static func taxNumber(
    _ text: String, _ field: String
  ) throws(MessageError) -> String {
    guard text.utf8.count == taxNumberDigits,
      text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw MessageError(field, "is not nine digits") }
    return text
  }

  private static func percent(
    _ value: Int32, method: ContractFacts.FeeMethod
  ) throws(MessageError) -> BasisPoints {
    let percentMax = ContractFacts.Line.percentMax.value
    let isShared = method == .percentOfSchedule || method == .percentOfCharges
    let least: Int32 = isShared ? 1 : 0
    guard (least...percentMax).contains(value) else {
      throw MessageError("percent_basis_points", "is not \(least) to \(percentMax)")
    }
    return BasisPoints(value)
  }

  /// Reads how stays are paid; a person prices them when it is not said.
  private static func stayMethod(
    _ message: NetworkV1.FeeMethod
  ) throws(MessageError) -> ContractFacts.FeeMethod? {
    guard message != .unspecified else { return nil }
    let method = try ContractFacts.FeeMethod(message, "stay_method")
    guard method.isOfStay else {
      throw MessageError("stay_method", "is not per diem nor case rate")
    }
    return method
  }

  private static func set(
    _ names: [String], _ field: String
  ) throws(MessageError) -> Set<String> {
    let checked = try MessageCheck.list(names, field, countMax: entriesMax) {
      name throws(MessageError) in try MessageCheck.identifier(name, "")
    }
    return Set(checked)
  }

  private static func roster(
    _ messages: [NetworkV1.RosterEntry]
  ) throws(MessageError) -> SpanSet {
    let entries = try MessageCheck.list(messages, "roster", countMax: entriesMax) {
      message throws(MessageError) in
      SpanSet.Entry(
        try MessageCheck.npi(message.npi, "npi"), try DaySpan(message.days, "days"))
    }
    let set = SpanSet(entries)
    if let (_, index) = set.firstOverlap() {
      throw MessageError("roster[\(index)]", "overlaps another entry of the same provider")
    }
    return set
  }
}
