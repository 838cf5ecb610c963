import Protobuf
import RPC
import RawHTTP2
import Testing

@Suite("What a hostile or careless peer can send", .timeLimit(.minutes(1)))
struct HostilePeerTests {
  private typealias Kind = RawFrame.Kind

  /// Runs an attack, then requires that a proper client is served by the same server.
  private func attack(
    router: RPCRouter = EchoService.router(), limits: RPCLimits = .patient,
    _ body: (TestSuite, RawPeer) async throws -> Void
  ) async throws {
    try await TestSuite.run(router: router, limits: limits) { suite, client in
      let peer = try await RawPeer(to: suite.address)
      try await body(suite, peer)
      await peer.close()
      let answer = try await client.unary(EchoService.unary, Echo([1, 2]))
      #expect(answer == Echo([1, 2]))
    }
  }

  private func isEnd(_ frame: RawFrame, of stream: UInt32) -> Bool {
    frame.stream == stream && frame.kind == Kind.headers && frame.flags & RawFrame.endStream != 0
  }

  @Test("A proper call by hand is answered with headers, one DATA frame and trailers")
  func byHand() async throws {
    try await attack { suite, peer in
      peer.greet()
      let message = RawFrame.message(Echo([5], number: 6))
      peer.send(.call(1), .data(1, message, flags: RawFrame.endStream))
      let frames = await peer.ended(1).filter { $0.stream == 1 }
      #expect(frames.map(\.kind) == [Kind.headers, Kind.data, Kind.headers])
      #expect(frames.dropFirst().first?.payload == message)
    }
  }

  @Test("A message in slices of one byte each, with empty frames between, is understood")
  func oneByteSlices() async throws {
    try await attack { suite, peer in
      peer.greet()
      let message = RawFrame.message(Echo([5, 6, 7]))
      var bytes = RawFrame.call(1).bytes
      for byte in message {
        bytes += RawFrame.data(1, []).bytes + RawFrame.data(1, [byte]).bytes
      }
      bytes += RawFrame.data(1, [], flags: RawFrame.endStream).bytes
      for byte in bytes { peer.send([byte]) }
      let frames = await peer.ended(1)
      #expect(frames.first { $0.kind == Kind.data }?.payload == message)
    }
  }

  @Test(
    "Anything but an HTTP/2 preface closes the connection",
    arguments: [
      Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8),
      Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\rX".utf8), [UInt8](repeating: 0, count: 4_000),
      [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + [UInt8](repeating: 7, count: 500),
    ])
  func wrongPreface(bytes: [UInt8]) async throws {
    try await attack { _, peer in
      peer.send(bytes)
      let frames = await peer.closed()
      #expect(
        frames.allSatisfy {
          $0.kind == Kind.settings || $0.kind == Kind.windowUpdate
            || $0.kind == Kind.goAway
        })
    }
  }

  @Test("Random bytes after TLS end the connection and nothing else")
  func randomBytes() async throws {
    var random = SeededGenerator(named: "HostilePeerTests.randomBytes")
    try await TestSuite.run { suite, client in
      for _ in 0..<40 {
        let peer = try await RawPeer(to: suite.address)
        peer.send(random.bytes(Int.random(in: 24...3_000, using: &random)))
        _ = await peer.closed()
      }
      let answer = try await client.unary(EchoService.unary, Echo([1]))
      #expect(answer == Echo([1]))
    }
  }

  @Test("Random changes to proper traffic stop no server")
  func mutatedTraffic() async throws {
    var random = SeededGenerator(named: "HostilePeerTests.mutatedTraffic")
    let calls = (0..<4).flatMap { index -> [UInt8] in
      let stream = UInt32(index * 2 + 1)
      let path = [EchoService.unary, EchoService.stream, EchoService.collect, EchoService.chat][
        index
      ]
      .path
      let message = RawFrame.message(Echo([1, 2, 3], number: 20))
      return RawFrame.call(stream, path: path).bytes
        + RawFrame.data(stream, message, flags: RawFrame.endStream).bytes
    }
    let whole = RawFrame.settings.bytes + calls
    try await TestSuite.run { suite, client in
      for round in 0..<150 {
        var bytes = whole
        for _ in 0...Int.random(in: 0...5, using: &random) {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
            in: .min ... .max, using: &random)
        }
        let peer = try await RawPeer(to: suite.address)
        peer.send(RawFrame.preface + bytes)
        // An answer to anything shows that the bytes have been read.
        peer.send(RawFrame(kind: Kind.ping, payload: [UInt8](repeating: 0, count: 8)))
        if round.isMultiple(of: 2) {
          _ = await peer.frames { $0.count >= 2 }
        }
        await peer.close()
      }
      let answer = try await client.unary(EchoService.unary, Echo([1]))
      #expect(answer == Echo([1]))
    }
  }

  @Test(
    "A request that is not gRPC is refused by an HTTP status",
    arguments: [("GET", "application/grpc"), ("POST", "application/json"), ("POST", "")])
  func notGRPC(method: String, contentType: String) async throws {
    try await attack { suite, peer in
      peer.greet()
      peer.send(
        .call(
          1, flags: RawFrame.endHeaders | RawFrame.endStream, method: method,
          contentType: contentType))
      let frames = await peer.ended(1)
      #expect(frames.contains { isEnd($0, of: 1) })
      let records = await suite.records.wait(for: 1)
      #expect(records.map(\.reason) == ["NOT_GRPC"])
    }
  }

  @Test(
    "Broken requests get the status that says so, before any handler runs",
    arguments: [
      BrokenRequest("no te header", .invalidArgument, extra: []),
      BrokenRequest(
        "timeout", .invalidArgument, extra: [("te", "trailers"), ("grpc-timeout", "1x")]),
      BrokenRequest("base64", .invalidArgument, extra: [("te", "trailers"), ("x-bin", "***")]),
      BrokenRequest(
        "no time", .deadlineExceeded, extra: [("te", "trailers"), ("grpc-timeout", "0n")]),
      BrokenRequest("compressed without encoding", .internalError, body: [1, 0, 0, 0, 1, 7]),
      BrokenRequest("bad flag", .invalidArgument, body: [9, 0, 0, 0, 1, 7]),
      BrokenRequest("2 GiB", .resourceExhausted, body: [0, 0x80, 0, 0, 0, 1]),
      BrokenRequest("over the limit by one", .resourceExhausted, body: [0, 0, 0x40, 0, 1, 1]),
      BrokenRequest("cut message", .invalidArgument, body: [0, 0, 0, 0, 9, 1]),
      BrokenRequest("no message", .invalidArgument, body: []),
      BrokenRequest("two messages", .unimplemented, body: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      BrokenRequest("not protobuf", .invalidArgument, body: [0, 0, 0, 0, 1, 0xFF]),
    ])
  func brokenRequests(request: BrokenRequest) async throws {
    var router = EchoService.router()
    router.handle(
      EchoService.unary,
      unary: { echo, context in
        if context.metadata.text("x-broken") != nil { Issue.record("the handler ran") }
        return echo
      })
    try await attack(router: router) { suite, peer in
      peer.greet()
      peer.send(
        .call(1, extra: request.extra + [("x-broken", "1")]),
        .data(1, request.body, flags: RawFrame.endStream))
      let frames = await peer.ended(1)
      #expect(frames.contains { isEnd($0, of: 1) })
      #expect(await suite.records.wait(for: 1).map(\.code) == [request.code])
      // The connection has not suffered.
      peer.send(.call(3), .data(3, RawFrame.message(Echo([4])), flags: RawFrame.endStream))
      let more = await peer.ended(3)
      #expect(more.contains { isEnd($0, of: 3) })
    }
  }

  @Test("The server's own clock ends a call whose caller forgets it")
  func forgottenDeadline() async throws {
    let never = Signal()
    let started = Signal()
    let cancelled = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        started.raise()
        if await never.waitOrCancellation() { cancelled.raise() }
        return Echo()
      })
    try await attack(router: router) { suite, peer in
      peer.greet()
      peer.send(
        .call(
          1, path: EchoService.collect.path, extra: [("te", "trailers"), ("grpc-timeout", "300m")]))
      let frames = await peer.ended(1)
      #expect(frames.contains { isEnd($0, of: 1) })
      // On a machine that is very busy the time may be up before the handler begins.
      if started.isRaised { await cancelled.wait() }
      #expect(await suite.records.wait(for: 1).map(\.code) == [.deadlineExceeded])
    }
  }

  @Test("RST_STREAM cancels the handler")
  func reset() async throws {
    let started = Signal()
    let never = Signal()
    let cancelled = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        started.raise()
        if await never.waitOrCancellation() { cancelled.raise() }
        return Echo()
      })
    try await attack(router: router) { suite, peer in
      peer.greet()
      peer.send(.call(1, path: EchoService.collect.path))
      await started.wait()
      peer.send(RawFrame(kind: Kind.reset, stream: 1, payload: [0, 0, 0, 8]))
      await cancelled.wait()
      #expect(await suite.records.wait(for: 1).map(\.code) == [.cancelled])
    }
  }

  @Test("A refused call with an open request is ended for the caller too")
  func refusedWhileSending() async throws {
    try await attack { _, peer in
      peer.greet()
      peer.send(.call(1, path: "/none"))
      let frames = await peer.frames { frames in
        frames.contains { $0.kind == Kind.reset && $0.stream == 1 }
      }
      #expect(frames.contains { isEnd($0, of: 1) })
      #expect(frames.first { $0.kind == Kind.reset }?.code(at: 0) == 0)
    }
  }

  @Test("Streams beyond the announced limit are refused, not served")
  func tooManyStreams() async throws {
    let started = Signal()
    let never = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        started.raise()
        _ = await never.waitOrCancellation()
        return Echo()
      })
    var limits = RPCLimits.patient
    limits.streamsPerConnectionMax = 4
    try await attack(router: router, limits: limits) { suite, peer in
      peer.greet()
      for index in 0..<UInt32(5) {
        peer.send(.call(index * 2 + 1, path: EchoService.collect.path))
      }
      let frames = await peer.frames { frames in
        frames.contains { $0.kind == Kind.reset || $0.kind == Kind.goAway }
      }
      #expect(frames.contains { $0.kind == Kind.reset && $0.stream == 9 && $0.code(at: 0) == 7 })
    }
  }

  @Test(
    "A flood that costs more than it brings is cut off with ENHANCE_YOUR_CALM",
    arguments: [
      Flood("PING", RawFrame(kind: 6, payload: [UInt8](repeating: 0, count: 8))),
      Flood("SETTINGS", RawFrame(kind: 4)),
      Flood("PRIORITY", RawFrame(kind: 2, stream: 3, payload: [0, 0, 0, 0, 9])),
      Flood("WINDOW_UPDATE", RawFrame(kind: 8, payload: [0, 0, 0, 1])),
      Flood(
        "unknown type", RawFrame(kind: 0x42, payload: [UInt8](repeating: 1, count: 1_024))),
      Flood("empty DATA", RawFrame.data(1, []), opensStream: true),
    ])
  func floods(flood: Flood) async throws {
    var limits = RPCLimits.patient
    limits.controlFrameBurstMax = 200
    limits.controlFramesPerSecondMax = 10
    try await attack(limits: limits) { _, peer in
      peer.greet()
      if flood.opensStream { peer.send(.call(1, path: EchoService.collect.path)) }
      for _ in 0..<12 { peer.send((0..<50).flatMap { _ in flood.frame.bytes }) }
      let farewell = try #require(await peer.closed().last { $0.kind == Kind.goAway })
      #expect(farewell.code(at: 4) == 11)
    }
  }

  @Test("Rapid resets are cut off")
  func rapidReset() async throws {
    var limits = RPCLimits.patient
    limits.resetBurstMax = 50
    limits.resetsPerSecondMax = 1
    try await attack(limits: limits) { _, peer in
      peer.greet()
      for index in 0..<UInt32(200) {
        peer.send(
          .call(index * 2 + 1, path: EchoService.collect.path),
          RawFrame(kind: Kind.reset, stream: index * 2 + 1, payload: [0, 0, 0, 8]))
      }
      let frames = await peer.closed()
      #expect(frames.contains { $0.kind == Kind.goAway })
    }
  }

  @Test("Making the server reset streams is cut off as well")
  func madeYouReset() async throws {
    var limits = RPCLimits.patient
    limits.resetBurstMax = 50
    limits.resetsPerSecondMax = 1
    try await attack(limits: limits) { _, peer in
      peer.greet()
      for index in 0..<UInt32(200) {
        let stream = index * 2 + 1
        peer.send(
          .call(stream, path: EchoService.collect.path),
          RawFrame.windowUpdate(stream, by: 0x7FFF_FFFF))
      }
      let farewell = try #require(await peer.closed().last { $0.kind == Kind.goAway })
      #expect(farewell.code(at: 4) == HTTP2ErrorCode.enhanceYourCalm.number)
    }
  }

  @Test("A flood of CONTINUATION frames closes the connection")
  func continuationFlood() async throws {
    try await attack { _, peer in
      peer.greet()
      peer.send(.call(1, flags: 0))
      for _ in 0..<100 {
        peer.send(
          RawFrame(kind: Kind.continuation, stream: 1, payload: RawFrame.field("x-a", "b")))
      }
      _ = await peer.closed()
    }
  }

  @Test("Headers larger than the announced list are refused without being kept")
  func largeHeaders() async throws {
    try await attack { suite, peer in
      peer.greet()
      let value = String(repeating: "v", count: 5_000)
      let extra = [("te", "trailers"), ("x-a", value), ("x-b", value), ("x-c", value)]
      let whole = RawFrame.call(1, extra: extra)
      peer.send(
        RawFrame(
          kind: Kind.headers, flags: RawFrame.endStream, stream: 1,
          payload: Array(whole.payload.prefix(10_000))),
        RawFrame(
          kind: Kind.continuation, flags: RawFrame.endHeaders, stream: 1,
          payload: Array(whole.payload.dropFirst(10_000))))
      _ = await peer.ended(1)
      let records = await suite.records.wait(for: 1)
      #expect(records.map(\.code).count == 1)
    }
  }

  @Test(
    "A header block that names an entry of the table again and again is answered while it is a little too large, and ends the connection when it is far too large",
    arguments: [
      (times: 20, text: "t", isCut: false), (times: 1_000, text: "t", isCut: true),
      (times: 1_000, text: " ", isCut: true),
    ])
  func repeatedEntry(times: Int, text: String, isCut: Bool) async throws {
    try await attack { suite, peer in
      peer.greet()
      var call = RawFrame.call(1, path: EchoService.unary.path)
      call.flags |= RawFrame.endStream
      call.payload += [0x40] + RawFrame.text("x-t")
      call.payload += RawFrame.text(String(repeating: text, count: 3_000))
      call.payload += [UInt8](repeating: 0x80 | 62, count: times)
      peer.send(call)
      guard isCut else {
        _ = await peer.ended(1)
        return #expect(await suite.records.wait(for: 1).map(\.code) == [.resourceExhausted])
      }
      let farewell = try #require(await peer.closed().last { $0.kind == Kind.goAway })
      #expect(farewell.code(at: 4) == HTTP2ErrorCode.enhanceYourCalm.number)
    }
  }

  @Test("More bytes than the window allows are a flow control error")
  func windowOverflow() async throws {
    let never = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        _ = await never.waitOrCancellation()
        return Echo()
      })
    try await attack(router: router) { _, peer in
      peer.greet()
      peer.send(.call(1, path: EchoService.collect.path))
      let chunk = [UInt8](repeating: 0, count: 16_000)
      for _ in 0..<40 { peer.send(.data(1, chunk)) }
      let frames = await peer.frames { frames in
        frames.contains { $0.kind == Kind.reset || $0.kind == Kind.goAway }
      }
      let code =
        frames.first { $0.kind == Kind.reset }?.code(at: 0)
        ?? frames.first { $0.kind == Kind.goAway }?.code(at: 4)
      #expect(code == 3)
    }
  }

  @Test("GOAWAY from a client lets its open calls finish")
  func goAway() async throws {
    let proceed = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        await proceed.wait()
        return Echo([3])
      })
    try await attack(router: router) { _, peer in
      peer.greet()
      peer.send(
        .call(1, path: EchoService.collect.path, flags: RawFrame.endHeaders | RawFrame.endStream),
        RawFrame(kind: Kind.goAway, payload: [UInt8](repeating: 0, count: 8)),
        RawFrame(kind: Kind.ping, payload: [UInt8](repeating: 0, count: 8)))
      _ = await peer.frames { $0.contains { $0.kind == Kind.ping } }
      proceed.raise()
      let frames = await peer.closed()
      #expect(frames.contains { isEnd($0, of: 1) })
      #expect(frames.first { $0.kind == Kind.data }?.payload == RawFrame.message(Echo([3])))
    }
  }
}

/// A request that must not reach a handler.
struct BrokenRequest: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let code: RPCStatusCode
  let extra: [(String, String)]
  let body: [UInt8]

  init(
    _ name: String, _ code: RPCStatusCode, extra: [(String, String)] = [("te", "trailers")],
    body: [UInt8] = [0, 0, 0, 0, 0]
  ) {
    self.testDescription = name
    self.code = code
    self.extra = extra
    self.body = body
  }
}

/// A frame that is sent over and over.
struct Flood: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let frame: RawFrame
  let opensStream: Bool

  init(_ name: String, _ frame: RawFrame, opensStream: Bool = false) {
    self.testDescription = name
    self.frame = frame
    self.opensStream = opensStream
  }
}
