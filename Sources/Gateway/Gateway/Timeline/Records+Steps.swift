import Domain
import Messages
import ServiceProcess

// Steps and times say when something was done. Nothing is decided by them, no request to a service
// holds them, and what is replayed is compared without them.

extension ClaimV1.FactsRecord {
  /// The record with the steps until here.
  func with(_ steps: [StepNote]) -> Self {
    var copy = self
    copy.steps = steps.map(\.message)
    return copy
  }
}

extension ClaimV1.PendedRecord {
  /// The record with the steps since the last one.
  func with(_ steps: [StepNote]) -> Self {
    var copy = self
    copy.steps = steps.map(\.message)
    return copy
  }
}

extension ClaimV1.DecidedRecord {
  /// The record with the steps since the last one, stored at a time of the machine's clock.
  func with(_ steps: [StepNote], at now: Instant) -> Self {
    var copy = self
    copy.steps = steps.map(\.message)
    copy.recordedAt = TypeV1.Instant(now)
    return copy
  }
}
