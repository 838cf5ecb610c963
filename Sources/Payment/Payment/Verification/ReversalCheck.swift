import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// Finds reversals that are not the exact negative of the version that they take back.
struct ReversalCheck {
  private let record: DecisionRecord

  init(_ record: DecisionRecord) {
    self.record = record
  }

  /// What is wrong with the decision of the record as a reversal; nothing when it is none.
  func violations(
    _ decision: ClaimDecision, in reader: some StoreReading
  ) throws -> [TypeV1.Violation] {
    guard record.reversesVersion != 0 else { return [] }
    guard
      let reversed = try DecisionRows.find(
        claimID: record.key.claimID, version: record.reversesVersion, in: reader)
    else { return [violation("the version that it takes back was never decided")] }
    guard isNext(to: reversed) else {
      return [violation("its row is not the negative of the version that it takes back")]
    }
    guard let message = try? StoredDecision.message(of: reversed.key, in: reader),
      let original = try? ClaimDecision(message), Reversal.isExact(decision, of: original)
    else { return [violation("it is not the exact negative of the version that it takes back")] }
    let expected = try AccumulatorRows.ofClaim(reversed.key, in: reader).map {
      $0.reversed(by: record.key.version)
    }
    guard Set(expected) == Set(try AccumulatorRows.ofClaim(record.key, in: reader)) else {
      return [violation("it does not take back what was posted to running amounts")]
    }
    return []
  }

  private func isNext(to reversed: DecisionRecord) -> Bool {
    var expected = reversed
    expected.key = record.key
    expected.businessTime = record.businessTime
    expected.claimStatusCode = Reversal.claimStatus
    expected.charge = -reversed.charge
    expected.paid = -reversed.paid
    expected.patientShare = -reversed.patientShare
    expected.sequestered = -reversed.sequestered
    expected.withheld = -reversed.withheld
    expected.reversesVersion = reversed.key.version
    return expected == record && reversed.reversesVersion == 0
      && record.key.version - 1 == record.reversesVersion
  }

  private func violation(_ finding: String) -> TypeV1.Violation {
    StoreVerification.violation("PAY-REVERSAL", record.key.record, finding)
  }
}
