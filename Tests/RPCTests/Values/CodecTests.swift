import RPC
import Testing

@Suite("Texts and numbers of the gRPC protocol")
struct CodecTests {
  @Test(
    "Timeouts are read with every unit",
    arguments: [
      ("1H", Int64(3_600_000_000_000)), ("2M", 120_000_000_000), ("3S", 3_000_000_000),
      ("4m", 4_000_000), ("5u", 5_000), ("6n", 6), ("0S", 0), ("99999999H", Int64.max),
    ])
  func timeouts(text: String, nanoseconds: Int64) {
    #expect(text.withRawBytes(CallTimeout.parse) == nanoseconds)
  }

  @Test(
    "What is no timeout is refused",
    arguments: ["", "S", "1", "1s", "-1S", "1.5S", "123456789S", " 1S", "1S ", "１S"])
  func badTimeouts(text: String) {
    #expect(text.withRawBytes(CallTimeout.parse) == nil)
  }

  @Test("A formatted timeout never exceeds the time that is left")
  func formatted() throws {
    var random = SeededGenerator(named: "CodecTests.formatted")
    for _ in 0..<2_000 {
      let shift = Int64.random(in: 0..<62, using: &random)
      let left = Int64.random(in: 0...(1 << shift), using: &random)
      let text = CallTimeout.format(nanoseconds: left)
      let read = try #require(text.withRawBytes(CallTimeout.parse))
      #expect(read <= left)
      #expect(text.utf8.count <= 9)
    }
    #expect(CallTimeout.format(nanoseconds: -5) == "0u")
  }

  @Test("Base64 reads what it writes, with and without padding")
  func base64() {
    var random = SeededGenerator(named: "CodecTests.base64")
    for count in 0..<200 {
      let bytes = random.bytes(count)
      let text = Base64.encode(bytes)
      #expect(!text.contains(UInt8(ascii: "=")))
      #expect(Base64.decode(text) == bytes)
      let padding = [UInt8](repeating: UInt8(ascii: "="), count: (4 - text.count % 4) % 4)
      #expect(Base64.decode(text + padding) == bytes)
    }
    #expect(Base64.encode(Array("hmo!".utf8)) == Array("aG1vIQ".utf8))
    #expect(Base64.decode(Array("a".utf8)) == nil)
    #expect(Base64.decode(Array("a*==".utf8)) == nil)
    #expect(Base64.decode(Array("aa=a".utf8)) == nil)
  }

  @Test("Messages survive percent encoding, and travel as printable ASCII")
  func percent() {
    for text in ["", "plain", "100 %", "caf\u{e9}\n\u{1F4B6}", "%41", "%"] {
      let encoded = PercentEncoding.encode(text)
      #expect(encoded.allSatisfy { (0x20...0x7E).contains($0) })
      #expect(encoded.withUnsafeBytes(PercentEncoding.decode) == text)
    }
    #expect("%zz%4".withRawBytes(PercentEncoding.decode) == "%zz%4")
  }

  @Test("Status details survive the round trip")
  func details() throws {
    let error = RPCError(
      .failedPrecondition, "closed", reason: "PERIOD_CLOSED",
      metadata: ["period": "2026", "a": ""],
      fieldViolations: [
        FieldViolation(field: "claim.lines[2].units", description: "more than the limit"),
        FieldViolation(field: "b", description: ""),
      ], retryDelay: .seconds(3) + .milliseconds(250))
    let bytes = try #require(StatusDetails.encode(error))
    var decoded = RPCError(.failedPrecondition, "closed")
    StatusDetails.decode(bytes, into: &decoded)
    #expect(decoded == error)
  }

  @Test("The encoding of details is that of google.rpc.Status")
  func detailsBytes() throws {
    let bytes = try #require(
      StatusDetails.encode(RPCError(.aborted, "m", reason: "R")))
    let type = Array("type.googleapis.com/google.rpc.ErrorInfo".utf8)
    let info: [UInt8] = [0x0A, 1, UInt8(ascii: "R"), 0x12, 12] + Array("hmo.internal".utf8)
    let any: [UInt8] = [0x0A, UInt8(type.count)] + type + [0x12, UInt8(info.count)] + info
    let expected: [UInt8] =
      [0x08, 10, 0x12, 1, UInt8(ascii: "m"), 0x1A, UInt8(any.count)] + any
    #expect(bytes == expected)
  }

  @Test("An error that code and message tell whole has no details; too large ones are left out")
  func noDetails() {
    #expect(StatusDetails.encode(RPCError(.notFound, "x")) == nil)
    let large = RPCError(.notFound, "x", metadata: ["k": String(repeating: "v", count: 8_000)])
    #expect(StatusDetails.encode(large) == nil)
  }

  @Test("No damaged details stop the reader")
  func damagedDetails() throws {
    var random = SeededGenerator(named: "CodecTests.damagedDetails")
    let error = RPCError(
      .aborted, "m", reason: "R", metadata: ["a": "b"],
      fieldViolations: [FieldViolation(field: "f", description: "d")], retryDelay: .seconds(1))
    let whole = try #require(StatusDetails.encode(error))
    for _ in 0..<20_000 {
      var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
      for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(
          in: .min ... .max, using: &random)
      }
      var decoded = RPCError(.aborted, "m")
      StatusDetails.decode(bytes, into: &decoded)
      #expect(decoded.code == .aborted)
    }
  }

  @Test(
    "Content types of gRPC are told from others",
    arguments: [
      ("application/grpc", true), ("application/grpc+proto", true),
      ("application/grpc;charset=utf-8", true), ("application/grpc+proto;v=1", true),
      ("application/grpc+json", false), ("application/grpcx", false),
      ("application/json", false), ("", false),
    ])
  func contentTypes(text: String, isGRPC: Bool) {
    #expect(text.withRawBytes(ContentType.isGRPC) == isGRPC)
  }

  @Test("Metadata refuses names and texts that may not travel")
  func metadata() throws {
    var metadata = RPCMetadata()
    try metadata.add("x-trace", text: "a b")
    try metadata.add("x-key-bin", binary: [0, 255])
    #expect(metadata.text("x-trace") == "a b")
    #expect(metadata.binary("x-key-bin") == [0, 255])
    #expect(metadata.text("x-key-bin") == nil)
    for name in ["", "X-Upper", "grpc-status", ":path", "te", "a b", "content-type", "x-bin"] {
      #expect(throws: RPCError.self) { try metadata.add(name, text: "v") }
    }
    #expect(throws: RPCError.self) { try metadata.add("x", text: "line\nbreak") }
    #expect(throws: RPCError.self) { try metadata.add("x", text: " padded") }
    #expect(throws: RPCError.self) { try metadata.add("x", binary: [1]) }
  }
}
