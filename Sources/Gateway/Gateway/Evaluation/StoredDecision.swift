import Domain
import Messages
import Protobuf

/// A stored decision, divided into what each service said of it.
struct StoredDecision: Sendable {
  let facts: ClaimV1.FactsRecord
  let record: ClaimV1.DecidedRecord
  /// What authorization answered, with its steps; nothing when it was not asked.
  let hold: AuthorizationV1.HoldAnswer?

  /// Why a decision cannot be divided.
  enum Gap: String, Error {
    case facts = "The facts of its decision are not stored."
    case hold = "What authorization answered was not kept with this decision."
    case trace = "Its trace does not fit the steps of its facts."
  }

  /// Divides the decision of `claim`.
  init(_ record: ClaimV1.DecidedRecord, _ facts: ClaimV1.FactsRecord?) throws(Gap) {
    guard let facts else { throw .facts }
    guard facts.holdLines.isEmpty || record.hold != nil else { throw .hold }
    self.facts = facts
    self.record = record
    let screened = facts.stepCountToFacts
    let held = Int(record.holdTraceSteps)
    guard record.factsTraceSteps == 0 else { throw .trace }
    guard held >= 0, record.trace.count - held >= screened else { throw .trace }
    var hold = record.hold
    hold?.trace = Array(record.trace[screened..<(screened + held)])
    self.hold = hold
  }
}

extension ClaimV1.DecidedRecord {
  /// The bytes of what is decided: without when it was done and what was taken back for it.
  var decidedBytes: [UInt8] {
    var copy = self
    copy.steps = []
    copy.recordedAt = nil
    copy.reversal = nil
    return copy.protobufBytes()
  }
}

extension ClaimV1.FactsRecord {
  /// The bytes of what screening found, without which code sets were loaded.
  var screenedBytes: [UInt8] {
    var copy = self
    copy.steps = []
    copy.codeSets = []
    return copy.protobufBytes()
  }
}
