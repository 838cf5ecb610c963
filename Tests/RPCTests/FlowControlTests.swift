import Protobuf
import RPC
import Synchronization
import Testing

@Suite("Flow control", .timeLimit(.minutes(1)))
struct FlowControlTests {
  /// How far the writing side is ahead of the reading side.
  private final class Lead: Sendable {
    private let state = Mutex((ahead: 0, most: 0))

    func wrote(_ count: Int) {
      state.withLock {
        $0.ahead += count
        $0.most = max($0.most, $0.ahead)
      }
    }

    func read(_ count: Int) {
      state.withLock { $0.ahead -= count }
    }

    var most: Int { state.withLock { $0.most } }
  }

  private static let messageBytes = 8_192
  private static let count = 1_000

  /// What may be on its way: the queue of the stream with one message on top, and the window.
  private var bound: Int {
    RPCLimits.defaults.queuedBytesPerStreamMax + RPCLimits.defaults.streamWindowBytes
      + 2 * Self.messageBytes
  }

  @Test("A slow reader holds its server to the queue and the window")
  func slowReader() async throws {
    let lead = Lead()
    var router = EchoService.router()
    let payload = [UInt8](repeating: 1, count: Self.messageBytes)
    router.handle(
      EchoService.stream,
      serverStreaming: { _, responses, _ in
        for _ in 0..<Self.count {
          lead.wrote(Self.messageBytes)
          try await responses.write(Echo(payload))
        }
      })
    try await TestSuite.run(router: router) { _, client in
      var read = 0
      for try await response in try await client.serverStreaming(EchoService.stream, Echo()) {
        lead.read(response.payload.count)
        read += 1
        // Another call between two messages gives the server all the time it wants to run ahead.
        if read.isMultiple(of: 10) { _ = try await client.unary(EchoService.unary, Echo()) }
      }
      #expect(read == Self.count)
      #expect(lead.most <= bound)
      #expect(lead.most > RPCLimits.defaults.streamWindowBytes / 2)
    }
  }

  @Test("A slow handler holds its caller to the queue and the window")
  func slowHandler() async throws {
    let lead = Lead()
    var router = EchoService.router()
    let pause = Signal()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, _ in
        await pause.wait()
        var sum = Echo()
        for try await request in requests {
          lead.read(request.payload.count)
          sum.number += 1
        }
        return sum
      })
    try await TestSuite.run(router: router) { _, client in
      let payload = [UInt8](repeating: 1, count: Self.messageBytes)
      let answer = try await client.clientStreaming(EchoService.collect) { requests in
        for number in 0..<Self.count {
          // The caller is stopped by flow control long before this many messages.
          if number == 30 { pause.raise() }
          lead.wrote(Self.messageBytes)
          try await requests.write(Echo(payload))
        }
      }
      #expect(answer.number == UInt64(Self.count))
      #expect(lead.most <= bound)
    }
  }

  @Test("A stream that nobody reads does not hold up other calls of the connection")
  func unreadStream() async throws {
    try await TestSuite.run { _, client in
      let payload = [UInt8](repeating: 1, count: Self.messageBytes)
      var unread: [RPCResponseStream<Echo>] = []
      for _ in 0..<20 {
        unread.append(
          try await client.serverStreaming(EchoService.stream, Echo(payload, number: 1_000)))
      }
      for number in 0..<UInt64(50) {
        let answer = try await client.unary(EchoService.unary, Echo(payload, number: number))
        #expect(answer.number == number)
      }
      #expect(unread.count == 20)
    }
  }

  @Test("A message larger than the window reaches a streaming handler whole")
  func messageLargerThanWindow() async throws {
    try await TestSuite.run { _, client in
      let payload = [UInt8](repeating: 3, count: 1_500_000)
      let answer = try await client.bidirectionalStreaming(EchoService.chat) {
        requests, responses in
        try await requests.write(Echo(payload))
        requests.finish()
        var iterator = responses.makeAsyncIterator()
        return try await iterator.next()
      }
      #expect(answer?.payload == payload)
    }
  }
}
