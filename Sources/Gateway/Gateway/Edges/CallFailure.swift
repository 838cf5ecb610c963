import RPC

/// What a failed call means for the items that it carried.
enum CallFailure: Hashable, Sendable {
  /// Whether it took effect is not known, or it will work later: ask again with the same keys.
  case askAgain
  /// Something in the batch may be at fault: ask for each item alone.
  case split
  /// The one item is refused for good.
  case refused(RPCError)

  /// How often a batch may fail in the same call before its items are asked for alone.
  static let failuresBeforeSplit = 3

  /// The reason that our own side gives for an answer that it cannot decode; what the service did is
  /// not known then. Requests that we encode ourselves are never refused for it.
  private static let unreadable = "MALFORMED_MESSAGE"

  /// Judges `error` of a call that carried `items` items and has now failed `failures` times.
  ///
  /// Only what the service itself says with a reason counts as a refusal; an answer that could not
  /// be read, or a connection that broke, leaves the outcome unknown.
  init(_ error: any Error, items: Int, failures: Int) {
    guard let error = error as? RPCError else {
      self = CallFailure.unknown(items: items, failures: failures)
      return
    }
    switch error.code {
    case .invalidArgument, .outOfRange, .failedPrecondition, .alreadyExists, .notFound, .aborted:
      let isRefusal = !error.reason.isEmpty && error.reason != CallFailure.unreadable
      self = items > 1 ? .split : isRefusal ? .refused(error) : .askAgain
    case .unavailable, .deadlineExceeded, .cancelled, .unauthenticated, .permissionDenied,
      .unimplemented:
      self = .askAgain
    case .ok, .unknown, .resourceExhausted, .internalError, .dataLoss:
      self =
        error.retryDelay == nil
        ? CallFailure.unknown(items: items, failures: failures) : .askAgain
    }
  }

  private static func unknown(items: Int, failures: Int) -> CallFailure {
    items > 1 && failures >= failuresBeforeSplit ? .split : .askAgain
  }
}
