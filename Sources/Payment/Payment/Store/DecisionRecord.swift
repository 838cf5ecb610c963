import Domain
import PaymentRules
import Storage

/// A row of the table of decisions: one decided version of a claim with its sums.
struct DecisionRecord: Hashable, Sendable {
  var key: DecisionKey
  var businessTime: Instant
  let billingNPI: String
  let billingTIN: String
  let memberID: String
  let familyID: String
  var claimStatusCode: Int
  let lineCount: Int
  let deniedLineCount: Int
  var charge: Money
  var paid: Money
  var patientShare: Money
  /// What the budget law kept from the payment.
  var sequestered: Money
  /// What contracts keep of the payment until they are settled.
  var withheld: Money
  /// The version that this one takes back; 0 when it takes none back.
  var reversesVersion: Int32 = 0
  let isEncounter: Bool
  /// That of the first covered line; absent when none is covered.
  let lineOfBusiness: LineOfBusiness?
  /// Whether every line that is not denied has a contract in force.
  let isContracted: Bool
  /// When the claim was received that the payer itself corrects by this version; absent for all others.
  var correctedReceivedAt: Instant?
}

extension DecisionRecord {
  /// The row of an adjudication.
  init(_ claim: AdjudicationClaim, _ decision: ClaimDecision) {
    self.init(
      key: claim.key, businessTime: claim.businessTime, billingNPI: claim.billingNPI,
      billingTIN: claim.billingTIN, memberID: claim.coverage.memberID,
      familyID: claim.coverage.familyID, claimStatusCode: decision.claimStatusCode,
      lineCount: decision.lines.count, deniedLineCount: decision.lines.count(where: \.isDenied),
      charge: decision.charge, paid: decision.paid, patientShare: decision.patientShare,
      sequestered: decision.sequestered, withheld: decision.withheld,
      isEncounter: claim.isEncounter, lineOfBusiness: claim.lineOfBusiness,
      isContracted: claim.isContracted(decision))
  }

  /// The row of the version that takes this one back.
  func reversed(
    by key: DecisionKey, at time: Instant, _ reversal: ClaimDecision
  ) -> DecisionRecord {
    var record = self
    record.key = key
    record.businessTime = time
    record.claimStatusCode = reversal.claimStatusCode
    record.charge = reversal.charge
    record.paid = reversal.paid
    record.patientShare = reversal.patientShare
    record.sequestered = reversal.sequestered
    record.withheld = reversal.withheld
    record.reversesVersion = self.key.version
    record.correctedReceivedAt = nil
    return record
  }

  /// Reads a row of the columns of ``DecisionRows``.
  init(_ row: borrowing Row) throws {
    let reverses: Int32 = try row.value(12)
    self.init(
      key: DecisionKey(
        claimID: try row.value(0), version: try row.value(1), attempt: try row.value(2),
        step: reverses == 0 ? .adjudicate : .reverse),
      businessTime: try row.value(3), billingNPI: try row.value(4), billingTIN: try row.value(5),
      memberID: try row.value(6), familyID: try row.value(7), claimStatusCode: try row.value(8),
      lineCount: try row.value(9), deniedLineCount: try row.value(10),
      charge: try row.value(11), paid: try row.value(13), patientShare: try row.value(14),
      sequestered: try row.value(17), withheld: try row.value(18), reversesVersion: reverses,
      isEncounter: try row.value(15), lineOfBusiness: try row.value(16),
      isContracted: try row.value(19), correctedReceivedAt: try row.value(20))
  }
}

extension LineOfBusiness: StorableValue {}
