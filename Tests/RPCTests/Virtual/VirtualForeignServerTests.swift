import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import Testing

@Suite("A client and servers that take liberties", .timeLimit(.minutes(1)))
struct VirtualForeignServerTests {
  private struct OwnFailure: Error {}
  private let server = VirtualNetwork.target(1)

  private func answer(
    limits: RPCLimits = .defaults, _ script: @escaping PeerScript
  ) async -> RPCError? {
    let network = VirtualNetwork()
    network.set(.serves(script), at: server)
    let client = network.client([server], limits: limits)
    let error = await rpcError { try await client.unary(EchoService.unary, Echo()) }
    await client.close()
    return error
  }

  @Test("An encoding that was not offered is refused although we could read it")
  func unofferedEncoding() async {
    let script: PeerScript = { connection, frame in
      connection.keepUp(frame)
      guard frame.endsStream else { return }
      connection.send(
        .opening(frame.stream, encoding: "gzip"),
        .data(frame.stream, RawFrame.message(Echo([1]))), .trailers(frame.stream))
    }
    var limits = RPCLimits.defaults
    limits.isCompressionAllowed = true
    #expect(await answer(limits: limits, script) == nil)
    limits.isCompressionAllowed = false
    #expect(await answer(limits: limits, script)?.code == .internalError)
  }

  @Test("Any number of answers may have headers in two frames each")
  func continuedHeaders() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        guard frame.endsStream else { return }
        let block = RawFrame.opening(frame.stream).payload
        connection.send(
          RawFrame(
            kind: RawFrame.Kind.headers, stream: frame.stream, payload: Array(block.prefix(5))),
          .continuation(frame.stream, Array(block.dropFirst(5))),
          .data(frame.stream, RawFrame.message(Echo([1]))), .trailers(frame.stream))
      }, at: server)
    let client = network.client([server])
    for _ in 0..<20 {
      #expect(try await client.unary(EchoService.unary, Echo()) == Echo([1]))
    }
    #expect(network.attempts.all.count == 1)
    await client.close()
  }

  @Test("Two answers to a call that has one are none")
  func twoAnswers() async {
    let error = await answer { connection, frame in
      connection.keepUp(frame)
      guard frame.endsStream else { return }
      let message = RawFrame.message(Echo([1]))
      connection.send(
        .opening(frame.stream), .data(frame.stream, message + message), .trailers(frame.stream))
    }
    #expect(error?.code == .internalError)
  }

  @Test("Streams that a server resets after its answers cost the connection nothing")
  func lawfulResets() async {
    var limits = RPCLimits.defaults
    limits.resetBurstMax = 3
    limits.resetsPerSecondMax = 1
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        guard frame.kind == RawFrame.Kind.headers else { return }
        connection.send(.status(frame.stream, .notFound), .reset(frame.stream, .noError))
      }, at: server)
    let client = network.client([server], limits: limits)
    for _ in 0..<20 {
      let error = await rpcError {
        try await client.clientStreaming(EchoService.collect) { _ in }
      }
      #expect(error?.code == .notFound)
    }
    #expect(network.attempts.all.count == 1)
    await client.close()
  }

  @Test(
    "What a caller throws after the answer has come is thrown on, what the writer throws is not")
  func failureAfterAnswer() async throws {
    let network = VirtualNetwork()
    network.set(
      .serves { connection, frame in
        connection.keepUp(frame)
        if frame.kind == RawFrame.Kind.headers { connection.send(RawFrame.answer(frame.stream)) }
      }, at: server)
    let client = network.client([server])
    await #expect(throws: OwnFailure.self) {
      try await client.clientStreaming(EchoService.collect) { requests in
        do {
          while true { try await requests.write(Echo()) }
        } catch {
          throw OwnFailure()
        }
      }
    }
    let answer = try await client.clientStreaming(EchoService.collect) { requests in
      while true { try await requests.write(Echo()) }
    }
    #expect(answer == Echo([1]))
    await client.close()
  }

  @Test("A task that waits for room is freed when it alone is cancelled, and the call goes on")
  func cancelledWriter() async throws {
    let network = VirtualNetwork()
    network.set(.serves { $0.keepUp($1) }, at: server)
    let client = network.client([server])
    try await client.bidirectionalStreaming(EchoService.chat) { requests, _ in
      let writing = Task {
        await rpcError {
          while true { try await requests.write(Echo([UInt8](repeating: 1, count: 50_000))) }
        }
      }
      while await client.census().waitingWriters == 0 { await Task.yield() }
      writing.cancel()
      #expect(await writing.value?.code == .cancelled)
      #expect(await client.census() == ClientCensus(connections: 1, openCalls: 1))
    }
    await client.close()
  }

  @Test("Metadata larger than the limit is refused before anything is sent")
  func largeMetadata() async throws {
    let network = VirtualNetwork()
    network.set(.serves(PeerScripts.answering), at: server)
    let client = network.client([server])
    var metadata = RPCMetadata()
    try metadata.add("x-large", text: String(repeating: "v", count: 70_000))
    let options = RPCCallOptions(metadata: metadata)
    let error = await rpcError {
      try await client.unary(EchoService.unary, Echo(), options: options)
    }
    #expect(error?.code == .resourceExhausted)
    #expect(network.callsEverywhere == 0)
    await client.close()
  }

  @Test("A host that is an address of IPv6 stands in brackets")
  func authority() async {
    let target = RPCTarget.tcp(host: "::1", port: 443)
    let network = VirtualNetwork()
    let seen = Journal<String>()
    network.set(
      .serves { connection, frame in
        PeerScripts.answering(connection, frame)
        if frame.kind == RawFrame.Kind.headers {
          seen.append(connection.fields[":authority"] ?? "")
        }
      }, at: target)
    let client = network.client([target])
    #expect(await rpcError { try await client.unary(EchoService.unary, Echo()) } == nil)
    #expect(seen.all == ["[::1]:443"])
    await client.close()
  }
}
