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
      if items > 1 {
        self = .split
      } else {
        self = error.reason.isEmpty ? .askAgain : .refused(error)
      }
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
