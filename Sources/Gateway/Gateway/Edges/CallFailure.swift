import RPC

/// What a failed call means for the items that it carried.
enum CallFailure: Hashable, Sendable {
  /// Whether it took effect is not known, or it will work later: ask again with the same keys.
  case askAgain
  /// Something in the batch was not understood: ask for each item alone.
  case split
  /// The one item is refused for good.
  case refused

  /// Judges `error` of a call that carried `items` items.
  init(_ error: any Error, items: Int) {
    guard let error = error as? RPCError else {
      self = .askAgain
      return
    }
    switch error.code {
    case .invalidArgument, .outOfRange, .failedPrecondition, .alreadyExists, .notFound, .aborted:
      self = items > 1 ? .split : .refused
    case .resourceExhausted where error.retryDelay == nil && items > 1:
      self = .split
    case .ok, .cancelled, .unknown, .deadlineExceeded, .permissionDenied, .resourceExhausted,
      .unimplemented, .internalError, .unavailable, .dataLoss, .unauthenticated:
      self = .askAgain
    }
  }
}
