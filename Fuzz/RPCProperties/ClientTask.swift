import RPC
import TestMessages

/// One call of a client, and how often it has ended.
final class ClientTask {
  /// What a caller does, told by a byte of the input.
  struct Conduct {
    let bits: UInt8

    var kind: UInt8 { bits & 3 }
    /// Writes that many requests, where there may be many.
    var requests: Int { Int(bits >> 2 & 3) }
    /// Stops reading after the first response.
    var leavesEarly: Bool { bits & 0x10 != 0 }
    var isCompressing: Bool { bits & 0x20 != 0 }
    /// Waits for better times instead of failing at once.
    var isPatient: Bool { bits & 0x40 != 0 }
    var hasDeadline: Bool { bits & 0x80 != 0 }
  }

  let conduct: Conduct
  private let endings = AdmissionCount()
  private let task: Task<Void, Never>?

  init(
    _ conduct: Conduct, _ request: TestingV1.Singles, client: RPCClient, executor: LoopExecutor
  ) {
    let endings = endings
    self.conduct = conduct
    task = Self.start(executor) {
      try? await Self.call(conduct, request, client)
      endings.add()
    }
  }

  /// How often it has ended, which must become one.
  var endingCount: Int { endings.value }

  /// The caller gives up.
  func cancel() {
    task?.cancel()
  }

  /// Runs on the loop at once, up to the first wait.
  static func start(
    _ executor: LoopExecutor, _ body: @escaping @Sendable () async -> Void
  ) -> Task<Void, Never>? {
    if #available(macOS 26.0, *) {
      return Task.immediate(executorPreference: executor, operation: body)
    }
    return Task(executorPreference: executor, operation: body)
  }

  private static func options(_ conduct: Conduct) -> RPCCallOptions {
    var options = RPCCallOptions(
      timeout: conduct.hasDeadline ? .seconds(3) : nil, isWaitForReady: conduct.isPatient)
    options.compression = conduct.isCompressing ? .gzip : .identity
    return options
  }

  private static func call(
    _ conduct: Conduct, _ request: TestingV1.Singles, _ client: RPCClient
  ) async throws {
    let options = options(conduct)
    switch conduct.kind {
    case 0: _ = try await client.unaryResponse(EchoMethods.unary, request, options: options)
    case 1:
      let stream = try await client.serverStreaming(EchoMethods.stream, request, options: options)
      for try await _ in stream where conduct.leavesEarly { break }
    case 2:
      _ = try await client.clientStreaming(EchoMethods.collect, options: options) { requests in
        for _ in 0..<conduct.requests { try await requests.write(request) }
      }
    default:
      try await client.bidirectionalStreaming(EchoMethods.chat, options: options) {
        requests, responses in
        for _ in 0..<conduct.requests { try await requests.write(request) }
        if !conduct.leavesEarly { requests.finish() }
        for try await response in responses where conduct.leavesEarly {
          try await requests.write(response)
        }
      }
    }
  }
}
