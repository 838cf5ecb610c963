import AuthorizationRules

/// A hold key as the store knows it.
struct StoredHold: Hashable, Sendable {
  /// How a hold ended.
  struct End: Hashable, Sendable {
    /// The state in which it is now.
    let state: HoldState
    /// The step that ended it.
    let step: String
    /// What that step was answered.
    let answer: StoredAnswer
  }

  /// How what a settled hold took was given back.
  struct Return: Hashable, Sendable {
    /// The key of the step that gave it back, as text.
    let key: String
    /// What that step was answered.
    let answer: StoredAnswer
  }

  /// Its number in the store, which grows from hold to hold.
  let id: Int64
  /// How it ended; nothing while it is open.
  let end: End?
  /// How what it took was given back; nothing while it stands.
  let unitReturn: Return?

  /// How it stands.
  var state: HoldState {
    unitReturn == nil ? end?.state ?? .open : .returned
  }
}
