package import Protobuf
package import RPC

/// Bounds how long a call with many requests may keep its place without sending one.
///
/// The transport ends a call that stops within a message. Between two messages it waits, because only
/// the method knows whether silence is meant: a method whose requests follow one another reads them
/// with this.
package struct RequestPatience: Sendable {
  /// How long the next request may take.
  package let idleTimeMax: Duration
  private let wait: @Sendable (Duration) async throws -> Void

  /// Waits for each request so long.
  ///
  /// - Parameter wait: Returns after that time, or throws when the task is cancelled before.
  package init(
    idleTimeMax: Duration,
    wait: @escaping @Sendable (Duration) async throws -> Void = {
      try await ContinuousClock().sleep(for: $0)
    }
  ) {
    self.idleTimeMax = idleTimeMax
    self.wait = wait
  }

  /// The next request, nothing after the last.
  ///
  /// - Throws: DEADLINE_EXCEEDED with reason `REQUEST_IDLE` when none comes in time, and what the
  ///   call ends with.
  package func next<Message: ProtobufMessage>(
    of requests: RPCRequestStream<Message>
  ) async throws -> Message? {
    try await within(idleTimeMax, orElse: RequestPatience.idle) {
      var iterator = requests.makeAsyncIterator()
      return try await iterator.next()
    }
  }

  /// Runs `body`, and cancels it when the time is over.
  ///
  /// - Throws: What `body` throws, or `error` when the time is over before.
  package func within<Value: Sendable>(
    _ time: Duration, orElse error: RPCError, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      defer { group.cancelAll() }
      group.addTask(operation: body)
      group.addTask {
        try await wait(time)
        throw error
      }
      guard let value = try await group.next() else { throw CancellationError() }
      return value
    }
  }

  private static let idle = RPCError(
    .deadlineExceeded, "the next request did not come in time", reason: "REQUEST_IDLE")
}
