package import RPC
package import Storage

extension RPCError {
  /// What a caller is told about an error of the store.
  ///
  /// After STORE_UNAVAILABLE it is unknown whether a change was made: the caller asks again with the
  /// same key.
  package init(_ error: StorageError) {
    switch error.code {
    case .overloaded:
      self.init(
        .resourceExhausted, "too many calls wait for the store", reason: "STORE_OVERLOADED",
        retryDelay: .milliseconds(100))
    case .full:
      self.init(
        .resourceExhausted, "the store has no room", reason: "STORE_FULL", retryDelay: .seconds(5))
    case .unavailable:
      self.init(.unavailable, "the store cannot answer", reason: "STORE_UNAVAILABLE")
    case .closed:
      self.init(.unavailable, "the server is shutting down", reason: "DRAINING")
    case .corrupt: self.init(.dataLoss, "stored data is damaged", reason: "STORE_CORRUPT")
    case .duplicate:
      self.init(.alreadyExists, "a row with the same key is there", reason: "ROW_EXISTS")
    case .brokenReference:
      self.init(
        .failedPrecondition, "the request refers to something that is not there",
        reason: "REFERENCE_MISSING")
    case .refused:
      self.init(.invalidArgument, "a value may not be stored", reason: "VALUE_REFUSED")
    case .tooLarge:
      self.init(.resourceExhausted, "the result has too many rows", reason: "RESULT_TOO_LARGE")
    case .misuse, .schema, .configuration:
      self.init(.internalError, "internal error", reason: "INTERNAL")
    }
  }

  /// Runs `body`, turning an error of the store into what a caller is told.
  @discardableResult
  package nonisolated(nonsending) static func mapping<Value>(
    _ body: nonisolated(nonsending) () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch let error as StorageError {
      throw RPCError(error)
    }
  }
}
