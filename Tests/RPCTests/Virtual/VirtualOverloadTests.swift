import NIOCore
import NIOEmbedded
import RPC
import RawHTTP2
import TLS
import Testing

/// What a whole server holds is bounded, counted exactly, and given back.
@Suite("Admission and overload")
struct VirtualOverloadTests {
  private func waiting(_ proceed: Signal) -> RPCRouter {
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        _ = await proceed.waitOrCancellation()
        return Echo()
      })
    return router
  }

  private func details(_ peer: VirtualPeer, _ stream: UInt32) throws -> RPCError {
    let frames = peer.frames
    let headers = frames.filter { $0.kind == RawFrame.Kind.headers }
    let fields = try #require(
      zip(headers, ReadHeaders.all(in: frames)).filter { $0.0.stream == stream }.last?.1)
    let text = try #require(fields["grpc-status-details-bin"])
    let bytes = try #require(Array(text.utf8).withUnsafeBytes { Base64.decode($0[...]) })
    var error = RPCError(.unknown, "")
    StatusDetails.decode(bytes, into: &error)
    return error
  }

  @Test("Calls over the limit of the server are refused at once, and told when to come back")
  func callsInFlight() throws {
    var limits = RPCLimits.defaults
    limits.callsInFlightMax = 2
    let proceed = Signal()
    let virtual = VirtualServer(
      router: waiting(proceed), limits: limits,
      pathsServedUnderOverload: [EchoService.unary.path])
    let peers = try [virtual.connect(), virtual.connect(), virtual.connect()]
    for peer in peers { try peer.send(.call(1, path: EchoService.collect.path)) }
    #expect(virtual.server.callsInFlight == 2)
    #expect(peers[2].status(1) == 8)
    let error = try details(peers[2], 1)
    #expect(error.reason == "OVERLOADED")
    #expect(error.retryDelay == .milliseconds(207))
    // Health is let through.
    try peers[2].send(
      .call(3), .data(3, RawFrame.message(Echo([1])), flags: RawFrame.endStream))
    #expect(peers[2].status(3) == 0)
    proceed.raise()
    virtual.loop.run()
    for peer in peers { try peer.send(.data(1, [], flags: RawFrame.endStream)) }
    #expect(virtual.server.callsInFlight == 0)
    try peers[2].send(.call(5, path: EchoService.collect.path))
    #expect(peers[2].status(5) == 0)
  }

  @Test("One identity holds a part of the calls of a server, over all its connections")
  func callsPerIdentity() throws {
    var limits = RPCLimits.defaults
    limits.callsPerIdentityMax = 2
    let proceed = Signal()
    let virtual = VirtualServer(
      router: waiting(proceed), limits: limits,
      pathsServedUnderOverload: [EchoService.unary.path])
    let peers = try [virtual.connect("a"), virtual.connect("a"), virtual.connect("a")]
    for peer in peers { try peer.send(.call(1, path: EchoService.collect.path)) }
    #expect(peers.map { $0.status(1) } == [nil, nil, 8])
    let error = try details(peers[2], 1)
    #expect(error.reason == "OVERLOADED" && error.retryDelay == .milliseconds(207))
    // Not even what others are let through for; another identity has its own part.
    try peers[2].send(.call(3, path: EchoService.unary.path))
    #expect(peers[2].status(3) == 8)
    let other = try virtual.connect("b")
    try other.send(.call(1, path: EchoService.collect.path))
    #expect(other.status(1) == nil && virtual.server.callsInFlight == 3)
    proceed.raise()
    virtual.loop.run()
    for peer in peers { try peer.send(.data(1, [], flags: RawFrame.endStream)) }
    try peers[2].send(.call(5, path: EchoService.collect.path))
    #expect(peers[2].status(5) == 0)
  }

  @Test("A connection that ends gives nothing back while its handler still works")
  func callsOutliveConnections() throws {
    var limits = RPCLimits.defaults
    limits.callsPerIdentityMax = 1
    let proceed = Signal()
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { _, _ in
        await proceed.waitStubbornly()
        return Echo()
      })
    let virtual = VirtualServer(router: router, limits: limits)
    let first = try virtual.connect("a")
    try first.send(.call(1, path: EchoService.collect.path))
    try first.close()
    let second = try virtual.connect("a")
    try second.send(.call(1, path: EchoService.collect.path))
    #expect(second.status(1) == 8)
    proceed.raise()
    virtual.loop.run()
    try second.send(.call(3, path: EchoService.collect.path))
    #expect(second.status(3) == 0)
  }

  @Test("A handler deaf to its cancellation reads none of the requests that had arrived")
  func requestsOfNobody() throws {
    let (proceed, read) = (Signal(), Counter())
    var router = EchoService.router()
    router.handle(
      EchoService.collect,
      clientStreaming: { requests, _ in
        for try await _ in requests {
          read.add()
          await proceed.waitStubbornly()
        }
        return Echo()
      })
    let virtual = VirtualServer(router: router)
    let peer = try virtual.connect()
    let request = RawFrame.data(1, RawFrame.message(Echo([1])))
    try peer.send(.call(1, path: EchoService.collect.path), request, request, request)
    #expect(read.count == 1)
    #expect(virtual.server.bufferedBytes > 0)
    try peer.send(.reset(1, code: 8))
    #expect(virtual.server.bufferedBytes == 0)
    proceed.raise()
    virtual.loop.run()
    #expect(read.count == 1)
    #expect(virtual.server.callsInFlight == 0)
  }

  @Test("One identity holds a part of the connections of a server, and another finds room")
  func connectionsPerIdentity() throws {
    var limits = RPCLimits.defaults
    limits.connectionsPerIdentityMax = 2
    let virtual = VirtualServer(limits: limits)
    let peers = try [virtual.connect("a"), virtual.connect("a"), virtual.connect("a")]
    virtual.loop.run()
    #expect(peers.map(\.isClosed) == [false, false, true])
    #expect(try !virtual.connect("b").isClosed)
    let turnedAway = virtual.events.all.compactMap { event -> String? in
      guard case .turnedAway(let peer, let error) = event else { return nil }
      return "\(peer.identity.name) \(error.reason)"
    }
    #expect(turnedAway == ["a TOO_MANY_CONNECTIONS"])
    try peers[0].close()
    let next = try virtual.connect("a")
    virtual.loop.run()
    #expect(!next.isClosed)
  }

  @Test("Unread requests and unsent responses of all connections count together")
  func bufferedBytes() throws {
    var limits = RPCLimits.defaults
    limits.bufferedBytesMax = 20_000
    let virtual = VirtualServer(router: waiting(Signal()), limits: limits)
    let reader = try virtual.connect()
    reader.setWritable(false)
    try reader.send(
      .call(1, path: EchoService.unary.path),
      .data(
        1, RawFrame.message(Echo([UInt8](repeating: 1, count: 12_000))), flags: RawFrame.endStream))
    #expect((12_000...12_100).contains(virtual.server.bufferedBytes))
    let writer = try virtual.connect()
    try writer.send(
      .call(1, path: EchoService.collect.path),
      .data(1, RawFrame.message(Echo([UInt8](repeating: 1, count: 9_000)))))
    #expect((21_000...21_200).contains(virtual.server.bufferedBytes))
    try writer.send(.call(3, path: EchoService.collect.path))
    #expect(try details(writer, 3).reason == "OVERLOADED")
    reader.setWritable(true)
    #expect(reader.status(1) == 0)
    try writer.send(.call(5, path: EchoService.collect.path))
    #expect(writer.status(5) == nil)
    #expect(virtual.server.callsInFlight == 2)
  }

  @Test("Calls that were taken in time do not grow beyond twice what there is room for")
  func growth() throws {
    var limits = RPCLimits.defaults
    limits.bufferedBytesMax = 10_000
    let virtual = VirtualServer(router: waiting(Signal()), limits: limits)
    let peer = try virtual.connect()
    let message = RawFrame.message(Echo([UInt8](repeating: 1, count: 9_000)))
    let streams: [UInt32] = [1, 3, 5]
    for stream in streams { try peer.send(.call(stream, path: EchoService.collect.path)) }
    for stream in streams { try peer.send(.data(stream, message)) }
    #expect(streams.map { peer.status($0) } == [nil, nil, 8])
    #expect(virtual.server.bufferedBytes <= 20_000)
  }

  @Test("A bound of all bytes that there can be is no bound")
  func unbounded() throws {
    var limits = RPCLimits.defaults
    limits.bufferedBytesMax = .max
    let virtual = VirtualServer(limits: limits)
    let peer = try virtual.connect()
    try peer.send(
      .call(1), .data(1, RawFrame.message(Echo([1])), flags: RawFrame.endStream))
    #expect(peer.status(1) == 0)
  }

  @Test("Answers that nobody takes do not grow beyond that either")
  func unsentGrowth() throws {
    var limits = RPCLimits.defaults
    limits.bufferedBytesMax = 10_000
    let virtual = VirtualServer(limits: limits)
    let peer = try virtual.connect()
    let message = RawFrame.message(Echo([UInt8](repeating: 1, count: 8_000)))
    let streams: [UInt32] = [1, 3, 5, 7, 9]
    for stream in streams { try peer.send(.call(stream)) }
    peer.setWritable(false)
    for stream in streams { try peer.send(.data(stream, message, flags: RawFrame.endStream)) }
    #expect(virtual.server.bufferedBytes <= 30_000)
    peer.setWritable(true)
    #expect(Set(streams.map { peer.status($0) }) == [0, 8])
    #expect(virtual.server.bufferedBytes == 0)
  }

  @Test("Whatever peers do, in the end nothing is counted that is not there")
  func balance() throws {
    var random = SeededGenerator(named: "VirtualOverloadTests.balance")
    let virtual = VirtualServer(router: waiting(Signal()))
    let paths = [
      EchoService.unary, EchoService.stream, EchoService.collect, EchoService.chat,
      EchoService.unknown,
    ].map(\.path)
    for _ in 0..<40 {
      let peer = try virtual.connect()
      for index in 0..<UInt32(25) {
        let stream = index * 2 + 1
        peer.setWritable(Bool.random(using: &random))
        let payload = random.bytes(Int.random(in: 0...3_000, using: &random))
        var bytes = RawFrame.message(Echo(payload, number: 3))
        if Bool.random(using: &random) { bytes.removeLast() }
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes[Int.random(in: 0...1, using: &random)] = 1
        }
        try peer.send(
          .call(stream, path: paths.randomElement(using: &random) ?? ""),
          .data(stream, bytes, flags: Bool.random(using: &random) ? RawFrame.endStream : 0))
        if Int.random(in: 0..<3, using: &random) == 0 {
          try peer.send(
            RawFrame(kind: RawFrame.Kind.reset, stream: stream, payload: [0, 0, 0, 8]))
        }
      }
      virtual.server.closeConnections(gracefully: .seconds(1)) { _ in true }
      virtual.advance(.seconds(10))
      #expect(peer.isClosed == true)
      #expect(virtual.server.callsInFlight == 0)
      #expect(virtual.server.bufferedBytes == 0)
    }
  }

  @Test("Peers that never prove who they are hold a bounded number of places")
  func handshakes() throws {
    var limits = RPCLimits.defaults
    limits.handshakesMax = 2
    let virtual = VirtualServer(limits: limits)
    let first = try virtual.connect(isVerified: false)
    _ = try virtual.connect(isVerified: false)
    #expect(try virtual.connect(isVerified: false).isClosed == true)
    #expect(virtual.events.all == [.refused])
    try first.verify("late")
    #expect(try virtual.connect(isVerified: false).isClosed == false)
    #expect(try virtual.connect(isVerified: false).isClosed == true)
    // Those that stay silent are closed and give their places back.
    virtual.advance(limits.handshakeTimeMax.amount)
    #expect(try virtual.connect().isClosed == false)
  }

  @Test("A request over the limit of its method is refused by its prefix, one at the limit is read")
  func requestBytes() throws {
    let virtual = VirtualServer(admit: { head in
      head.path == EchoService.unary.path
        ? .admit(requestBytesMax: 100) : .admit(requestBytesMax: .max)
    })
    let peer = try virtual.connect()
    try peer.send(
      .call(1),
      .data(1, RawFrame.message([UInt8](repeating: 0, count: 100), flag: 0).map { $0 }))
    try peer.send(.call(3), .data(3, [0, 0, 0, 0, 101, 1, 2, 3]))
    #expect(peer.status(1) == nil)
    #expect(peer.status(3) == 8)
    #expect(try details(peer, 3).reason == "MESSAGE_TOO_LARGE")
    #expect(virtual.server.bufferedBytes == 105)
    try peer.send(
      .call(5, path: EchoService.collect.path),
      .data(
        5, RawFrame.message(Echo([UInt8](repeating: 1, count: 1_000))), flags: RawFrame.endStream))
    #expect(peer.status(5) == 0)
  }
}

extension Duration {
  /// For the loop.
  var amount: TimeAmount { TimeAmount(self) }
}
