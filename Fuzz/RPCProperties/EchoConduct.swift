import NIOCore
import RPC
import Synchronization
import TestMessages

/// What a request asks a handler to do, told by a number in it.
enum EchoConduct: UInt32 {
  case echo
  case fail
  case waitForCancellation
  case addMetadata
  case compress
  case failWithoutWords
  case giveWay
  case leaveEarly

  init(_ request: TestingV1.Singles) {
    self = EchoConduct(rawValue: request.aUint32 & 7) ?? .echo
  }

  private struct Wordless: Error {}

  /// Does what the request asks for, and answers with the request itself.
  static func answer(
    _ request: TestingV1.Singles, _ context: RPCContext
  ) async throws -> TestingV1.Singles {
    switch EchoConduct(request) {
    case .echo, .leaveEarly: break
    case .fail: throw failure(request)
    case .waitForCancellation:
      await Gate().waitForCancellation()
      try Task.checkCancellation()
    case .addMetadata: addMetadata(request, context)
    case .compress: context.compressResponses(true)
    case .failWithoutWords: throw Wordless()
    case .giveWay:
      for _ in 0..<3 { await Task.yield() }
      // Work that does not hear of its cancellation outlives the stream.
      if request.aBool {
        try await context.eventLoop.scheduleTask(in: .seconds(4)) {}.futureResult.get()
      }
    }
    return request
  }

  private static func failure(_ request: TestingV1.Singles) -> RPCError {
    RPCError(
      RPCStatusCode(rawValue: Int(request.anInt32)) ?? .aborted, request.aString,
      reason: request.leaf?.name ?? "",
      metadata: ["note": request.aString],
      fieldViolations: request.someBytes.prefix(3).map {
        FieldViolation(field: "field \($0)", description: request.aString)
      },
      retryDelay: request.aBool ? .milliseconds(request.aFixed32) : nil)
  }

  private static func addMetadata(_ request: TestingV1.Singles, _ context: RPCContext) {
    var metadata = RPCMetadata()
    try? metadata.add("note", text: request.aString)
    try? metadata.add("note-bin", binary: request.someBytes)
    if let leaf = request.leaf { try? metadata.add(leaf.name, text: request.aString) }
    context.addResponseHeaders(metadata)
    context.addResponseTrailers(metadata)
  }
}

/// A place to wait until the task is cancelled.
private final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: UnsafeContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func waitForCancellation() async {
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        let isOpen = state.withLock { state in
          if !state.isOpen { state.waiting = continuation }
          return state.isOpen
        }
        if isOpen { continuation.resume() }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        state.isOpen = true
        defer { state.waiting = nil }
        return state.waiting
      }
      waiting?.resume()
    }
  }
}
