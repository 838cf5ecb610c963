import InteropMessages
import Protobuf
import RPC

// The cases about calls that end early.

extension InteropCaller {
  func cancelAfterBegin() async throws {
    try await emptyUnary()
    try await Self.expectFailure(.cancelled) {
      try await Self.cancellable { cancel in
        _ = try await service.streamingInputCall(options: Self.options) { _ in cancel() }
      }
    }
  }

  func cancelAfterFirstResponse() async throws {
    try await Self.expectFailure(.cancelled) {
      try await Self.cancellable { cancel in
        try await service.fullDuplexCall(options: Self.options) { requests, responses in
          var answers = responses.makeAsyncIterator()
          let (sent, asked) = (InteropSizes.requests[0], InteropSizes.responses[0])
          try await requests.write(Self.request(sent, answeredBy: asked))
          try Self.expect(try await answers.next()?.payload, size: asked)
          cancel()
          guard try await answers.next() == nil else {
            throw InteropError("a response came after the call was cancelled")
          }
        }
      }
    }
  }

  func timeoutOnSleepingServer() async throws {
    let options = RPCCallOptions(timeout: .milliseconds(1))
    try await Self.expectFailure(.deadlineExceeded) {
      try await service.fullDuplexCall(options: options) { requests, responses in
        let payload = Self.payload(InteropSizes.requests[0])
        try await requests.write(.with { $0.payload = payload })
        for try await _ in responses { throw InteropError("the server did not wait") }
      }
    }
  }

  /// Runs `body` in a task of its own, which it may cancel.
  private static func cancellable(
    _ body: @escaping @Sendable (_ cancel: @Sendable () -> Void) async throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await body { withUnsafeCurrentTask { $0?.cancel() } }
      }
      try await group.waitForAll()
    }
  }
}
