/// What there is to know of an attempt that failed, to decide whether another one follows.
package struct FailedAttempt: Sendable {
  /// The path of the method.
  package var path: String
  /// The failure.
  package var error: RPCError
  /// How often the call has been made, this time included.
  package var attempts: Int
  /// Whether something of an answer has come.
  package var isAnswerBegun: Bool
  /// What is left of the call's time; nil for no limit.
  package var timeLeft: Duration?

  /// A failed attempt.
  package init(
    path: String, error: RPCError, attempts: Int, isAnswerBegun: Bool, timeLeft: Duration?
  ) {
    self.path = path
    self.error = error
    self.attempts = attempts
    self.isAnswerBegun = isAnswerBegun
    self.timeLeft = timeLeft
  }
}
