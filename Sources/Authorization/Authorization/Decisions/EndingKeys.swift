import DomainMessages
import Messages

/// The key of a step that ends a hold, and the key of that hold: two steps of one attempt.
struct EndingKeys: Hashable, Sendable {
  /// The key of the step that ends it.
  let key: StepKey
  /// The key of the hold.
  let hold: StepKey

  /// The name of the step that ends it.
  var step: String { key.step }

  /// Checks that both are there, belong to one attempt and differ.
  init(_ key: TypeV1.StepKey?, hold: TypeV1.StepKey?) throws(MessageError) {
    self.key = try StepKey(key, "key")
    self.hold = try StepKey(hold, "hold_key")
    guard
      (self.key.claimID, self.key.version, self.key.attempt)
        == (self.hold.claimID, self.hold.version, self.hold.attempt)
    else { throw MessageError("hold_key", "is of another attempt than the key") }
    guard self.key.step != self.hold.step else {
      throw MessageError("key", "is the key of the hold itself")
    }
  }
}
