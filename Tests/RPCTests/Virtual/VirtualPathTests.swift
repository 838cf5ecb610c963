import RPC
import RawHTTP2
import Synchronization
import Testing

/// Who may call is decided by the path that a handler is registered under: nothing else may reach it.
@Suite("Paths that are almost those of methods")
struct VirtualPathTests {
  private static let tricks: [@Sendable (String) -> String] = [
    { String($0.dropFirst()) }, { "/" + $0 }, { $0 + "/" }, { $0 + "//" }, { $0 + "?x=1" },
    { $0 + "?" }, { $0 + "#a" }, { $0 + "%00" }, { $0 + " " }, { " " + $0 }, { $0 + ";a=b" },
    { $0.uppercased() }, { $0.lowercased() }, { $0.replacing("/", with: "//") },
    { $0.replacing("/", with: "%2F") }, { $0.replacing("/", with: "\\") },
    { $0.replacing(".", with: "%2E") }, { "/." + $0 }, { "/.." + $0 }, { "/a/.." + $0 },
    { $0 + "/../" + ($0.split(separator: "/").last.map(String.init) ?? "") }, { $0 + "/." },
    { String($0.dropLast()) }, { $0 + "x" }, { "https://localhost" + $0 },
    { "/" + ($0.split(separator: "/").first.map(String.init) ?? "") },
    { "/" + ($0.split(separator: "/").last.map(String.init) ?? "") },
    { "/wrong.Service/" + ($0.split(separator: "/").last.map(String.init) ?? "") },
    { "/" + $0.split(separator: "/").reversed().joined(separator: "/") }, { _ in "" },
    { _ in "/" }, { _ in "*" }, { $0.replacing("e", with: "\u{435}") }, { $0 + "\u{0}" },
  ]

  private func router(_ reached: Counter) -> RPCRouter {
    var router = RPCRouter()
    for method in [EchoService.unary, EchoService.stream, EchoService.collect, EchoService.chat] {
      router.handle(
        method,
        clientStreaming: { _, _ in
          reached.add()
          return Echo()
        })
    }
    return router
  }

  @Test("No trick with a path reaches a handler, for every method; the path itself does")
  func tricks() throws {
    let reached = Counter()
    let router = router(reached)
    let virtual = VirtualServer(router: router)
    var tried = 0
    for path in router.paths {
      let peer = try virtual.connect()
      for (index, trick) in Self.tricks.enumerated() where trick(path) != path {
        let stream = UInt32(index * 2 + 1)
        try peer.send(.call(stream, path: trick(path)), .data(stream, [], flags: 1))
        let isReset = peer.frames.contains {
          $0.stream == stream && $0.kind == RawFrame.Kind.reset && $0.code(at: 0) != 0
        }
        #expect(peer.status(stream) == 12 || isReset, "\(index): \(trick(path))")
        #expect(reached.count == 0, "\(index): \(trick(path))")
        tried += 1
      }
      #expect(peer.isClosed == false)
    }
    #expect(tried >= router.paths.count * (Self.tricks.count - 2))
    for path in router.paths {
      try virtual.connect().send(.call(1, path: path), .data(1, [], flags: RawFrame.endStream))
    }
    #expect(reached.count == router.paths.count)
  }

  @Test("The path of an unknown method is cut and cleaned before anyone sees it")
  func cleaned() throws {
    let seen = Mutex<[String]>([])
    let virtual = VirtualServer(admit: { head in
      seen.withLock { $0.append(head.path) }
      return .admit(requestBytesMax: .max)
    })
    let peer = try virtual.connect()
    let long = "/" + String(repeating: "a", count: 1_000)
    try peer.send(.call(1, path: long))
    #expect(virtual.records.all.map(\.path) == [String(long.prefix(256))])
    #expect(virtual.records.all.map(\.isKnownMethod) == [false])
    #expect(seen.withLock { $0 } == [String(long.prefix(256))])
  }

  @Test("Bytes that are not printable ASCII become question marks")
  func notPrintable() {
    let bytes: [UInt8] = [0x2F, 0x61, 0x00, 0x0A, 0x1B, 0x7F, 0xFF, 0xC3, 0xA9, 0x7E]
    #expect(bytes.withUnsafeBytes { UnknownPath.clean($0) } == "/a??????" + "?~")
    let many = [UInt8](repeating: 0xC3, count: 5_000)
    #expect(many.withUnsafeBytes { UnknownPath.clean($0) } == String(repeating: "?", count: 256))
  }

  @Test(
    "What is not a gRPC request is told so by an HTTP status",
    arguments: [
      (method: "POST", type: "application/json", answer: "415"),
      (method: "POST", type: "application/grpc-web", answer: "415"),
      (method: "POST", type: "application/grpcx", answer: "415"),
      (method: "GET", type: "application/grpc", answer: "405"),
    ])
  func notGRPC(request: (method: String, type: String, answer: String)) throws {
    let virtual = VirtualServer()
    let peer = try virtual.connect()
    try peer.send(
      .call(1, method: request.method, contentType: request.type))
    #expect(ReadHeaders.all(in: peer.frames).first?[":status"] == request.answer)
  }

  @Test(
    "Fields that HTTP/2 forbids end the stream before anyone reads them",
    arguments: [
      [("te", "gzip")], [("te", "trailers"), (":path", EchoService.unary.path)],
      [("te", "trailers"), ("X-Upper", "a")], [("te", "trailers"), ("connection", "close")],
      [("te", "trailers"), ("x-a", "a\u{0}b")], [("te", "trailers"), (":unknown", "a")],
    ])
  func forbiddenFields(fields: [(String, String)]) throws {
    let reached = Counter()
    let virtual = VirtualServer(router: router(reached))
    let peer = try virtual.connect()
    try peer.send(.call(1, extra: fields), .data(1, [], flags: RawFrame.endStream))
    #expect(reached.count == 0)
    #expect(peer.status(1) == nil)
    let reset = peer.frames.first { $0.kind == RawFrame.Kind.reset && $0.stream == 1 }
    #expect(reset?.code(at: 0) == 1 || peer.farewells.last?.last == 1)
  }
}
