/// What there is to know of an attempt that failed, to decide whether another one follows.
package struct FailedAttempt: Sendable {
  /// The path of the method.
  package var path: String
  /// The failure.
  package var error: RPCError
  /// How often the call has been made, this time included.
  package var attempts: Int
  /// Whether the peer has not begun with it, so that no method minds another attempt.
  package var isUnprocessed: Bool
  /// Whether something of an answer has come.
  package var isAnswerBegun: Bool
  /// What is left of the call's time; nil for no limit.
  package var timeLeft: Duration?

  /// A failed attempt.
  package init(
    path: String, error: RPCError, attempts: Int, isUnprocessed: Bool = false,
    isAnswerBegun: Bool, timeLeft: Duration?
  ) {
    self.path = path
    self.error = error
    self.attempts = attempts
    self.isUnprocessed = isUnprocessed
    self.isAnswerBegun = isAnswerBegun
    self.timeLeft = timeLeft
  }
}
