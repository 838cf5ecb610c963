import NIOCore
import Protobuf
import RPC
import RawHTTP2
import Testing

/// The cases in which a server of another make misbehaves or uses HTTP/2 to the full, named as the
/// interoperability tests of gRPC name them.
@Suite("Foreign servers", .timeLimit(.minutes(1)))
struct ForeignServerTests {
  private func run(
    greeting: RawFrame = .settings, _ script: @escaping PeerScript,
    _ body: (ScriptedServer, RPCClient) async throws -> Void
  ) async throws {
    let server = try await ScriptedServer(greeting: greeting, script)
    let client = server.client()
    try await body(server, client)
    await client.close()
    await server.close()
  }

  private let options = RPCCallOptions(timeout: .seconds(30))

  @Test("goaway: the second call goes to a new connection and succeeds")
  func goaway() async throws {
    try await run { connection, frame in
      PeerScripts.answering(connection, frame)
      if frame.endsStream { connection.send(.goAway(last: frame.stream)) }
    } _: { server, client in
      for _ in 0..<2 {
        let answer = try await client.unary(EchoService.unary, Echo(), options: options)
        #expect(answer == Echo([1]))
        // The GOAWAY comes with the answer, and ends a connection that carries nothing more.
        while await client.census().connections > 0 { await Task.yield() }
      }
      let calls = server.journal.all.filter { $0.frame.kind == RawFrame.Kind.headers }
      #expect(calls.map(\.connection) == [0, 1])
    }
  }

  @Test("rst_after_header: the call fails")
  func resetAfterHeader() async throws {
    try await run { connection, frame in
      connection.keepUp(frame)
      guard frame.endsStream else { return }
      connection.send(.opening(frame.stream), .reset(frame.stream, .noError))
    } _: { _, client in
      let error = await rpcError {
        try await client.unary(EchoService.unary, Echo(), options: options)
      }
      #expect(error?.code == .internalError)
      #expect(await client.census() == ClientCensus(connections: 1))
    }
  }

  @Test("rst_during_data: the call fails")
  func resetDuringData() async throws {
    try await run { connection, frame in
      connection.keepUp(frame)
      guard frame.endsStream else { return }
      let half = Array(RawFrame.message(Echo([UInt8](repeating: 1, count: 900))).prefix(400))
      connection.send(
        .opening(frame.stream), .data(frame.stream, half), .reset(frame.stream, .noError))
    } _: { _, client in
      let error = await rpcError {
        try await client.unary(EchoService.unary, Echo(), options: options)
      }
      #expect(error?.code == .internalError)
      #expect(await client.census() == ClientCensus(connections: 1))
    }
  }

  @Test("rst_after_data: the call fails, and a stream has given what had come whole")
  func resetAfterData() async throws {
    try await run { connection, frame in
      connection.keepUp(frame)
      guard frame.endsStream else { return }
      connection.send(
        .opening(frame.stream), .data(frame.stream, RawFrame.message(Echo([4]))),
        .reset(frame.stream, .noError))
    } _: { _, client in
      let error = await rpcError {
        try await client.unary(EchoService.unary, Echo(), options: options)
      }
      #expect(error?.code == .internalError)
      var read: [Echo] = []
      let late = await rpcError {
        let stream = try await client.serverStreaming(
          EchoService.stream, Echo(), options: options)
        for try await echo in stream { read.append(echo) }
      }
      #expect(read == [Echo([4])])
      #expect(late?.code == .internalError)
    }
  }

  @Test("ping: pings around every frame of an answer are answered, and the call succeeds")
  func ping() async throws {
    try await run { connection, frame in
      if frame.kind == RawFrame.Kind.settings { connection.keepUp(frame) }
      guard frame.endsStream else { return }
      var frames: [RawFrame] = [.ping(0)]
      for (number, part) in RawFrame.answer(frame.stream).enumerated() {
        frames += [part, .ping(UInt8(number + 1))]
      }
      connection.send(frames)
    } _: { server, client in
      let answer = try await client.unary(EchoService.unary, Echo(), options: options)
      #expect(answer == Echo([1]))
      let entries = await server.journal.wait { entries in
        entries.count { $0.frame.kind == RawFrame.Kind.ping } >= 4
      }
      let pongs = entries.map(\.frame).filter { $0.kind == RawFrame.Kind.ping }
      #expect(pongs.map(\.flags) == [1, 1, 1, 1])
      #expect(pongs.map(\.payload.first) == [0, 1, 2, 3])
    }
  }

  @Test("max_streams: with one stream allowed, ten calls one after another all succeed")
  func maxStreams() async throws {
    try await run(greeting: .settings(streamsMax: 1), PeerScripts.answering) { server, client in
      for _ in 0..<10 {
        let answer = try await client.unary(EchoService.unary, Echo(), options: options)
        #expect(answer == Echo([1]))
      }
      #expect(server.journal.all.allSatisfy { $0.connection == 0 })
    }
  }

  @Test("max_streams: calls that come at once stand in line, and all succeed")
  func maxStreamsAtOnce() async throws {
    try await run(greeting: .settings(streamsMax: 1), PeerScripts.answering) { _, client in
      // Before the settings have come the client may open more.
      _ = try await client.unary(EchoService.unary, Echo(), options: options)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<10 {
          group.addTask {
            let answer = try await client.unary(EchoService.unary, Echo(), options: options)
            #expect(answer == Echo([1]))
          }
        }
        try await group.waitForAll()
      }
    }
  }
}
