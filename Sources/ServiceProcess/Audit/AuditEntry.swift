import Domain

/// Equal calls that were gathered and are not in the trail yet.
struct AuditEntry: Hashable, Sendable {
  /// What was called.
  let call: AuditedCall
  /// The first of the calls.
  let at: Instant
  /// How many calls.
  var calls: Int64 = 1
}
