/// The outcome of a call, with the numbers that travel in `grpc-status`.
public enum RPCStatusCode: Int, Sendable, Hashable, CaseIterable {
  /// The call did what it was asked.
  case ok = 0
  /// The caller gave up.
  case cancelled = 1
  /// No better code is known.
  case unknown = 2
  /// The request is wrong whatever the state of the system.
  case invalidArgument = 3
  /// Time ran out; the work may have been done.
  case deadlineExceeded = 4
  /// What was asked for does not exist, or is not the caller's.
  case notFound = 5
  /// What was to be created exists.
  case alreadyExists = 6
  /// The caller is known and may not do this.
  case permissionDenied = 7
  /// A limit of size, rate or memory was met.
  case resourceExhausted = 8
  /// The system is not in the state that the request needs.
  case failedPrecondition = 9
  /// A concurrent change came first; repeating the whole operation may help.
  case aborted = 10
  /// A value lies past the end of what is valid.
  case outOfRange = 11
  /// No such method, or a feature that is not offered.
  case unimplemented = 12
  /// A broken invariant; `internal` is a keyword.
  case internalError = 13
  /// The peer cannot be reached now.
  case unavailable = 14
  /// Stored data is lost or damaged.
  case dataLoss = 15
  /// The caller has no valid identity.
  case unauthenticated = 16
}
