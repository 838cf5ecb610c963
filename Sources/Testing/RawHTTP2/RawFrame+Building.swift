extension RawFrame {
  /// What a client sends before its first frame.
  package static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
  /// Settings that ask for nothing.
  package static let settings = RawFrame(kind: Kind.settings)

  /// Settings in their order, each a number and a value; the same number may come twice.
  package static func settings(_ entries: [(number: UInt16, value: UInt32)]) -> RawFrame {
    let payload = entries.flatMap { entry in
      [UInt8(truncatingIfNeeded: entry.number >> 8), UInt8(truncatingIfNeeded: entry.number)]
        + number(entry.value)
    }
    return RawFrame(kind: Kind.settings, payload: payload)
  }

  /// The headers of a call, without compression.
  ///
  /// `flags` says whether the block and the request end here; `extra` follows the fields that every
  /// gRPC call has.
  package static func call(
    _ stream: UInt32, path: String, flags: UInt8 = endHeaders, method: String = "POST",
    contentType: String = "application/grpc", extra: [(String, String)] = [("te", "trailers")]
  ) -> RawFrame {
    let fields =
      [
        (":method", method), (":scheme", "https"), (":path", path), (":authority", "localhost"),
        ("content-type", contentType),
      ] + extra
    return headers(stream, fields, flags: flags)
  }

  /// Any header fields in their order, without compression.
  package static func headers(
    _ stream: UInt32, _ fields: [(String, String)], flags: UInt8 = endHeaders
  ) -> RawFrame {
    RawFrame(
      kind: Kind.headers, flags: flags, stream: stream,
      payload: fields.flatMap { field($0.0, $0.1) })
  }

  /// A literal header field that is not indexed and has a name of its own.
  package static func field(_ name: String, _ value: String) -> [UInt8] {
    field(Array(name.utf8), Array(value.utf8))
  }

  /// The same of any bytes, also such as no text may hold.
  package static func field(_ name: [UInt8], _ value: [UInt8]) -> [UInt8] {
    [0] + literal(name) + literal(value)
  }

  /// A string literal of HPACK without Huffman coding.
  package static func text(_ text: String) -> [UInt8] {
    literal(Array(text.utf8))
  }

  private static func literal(_ bytes: [UInt8]) -> [UInt8] {
    var rest = bytes.count
    guard rest >= 127 else { return [UInt8(truncatingIfNeeded: rest)] + bytes }
    var length: [UInt8] = [127]
    rest -= 127
    while rest >= 128 {
      length.append(UInt8(truncatingIfNeeded: rest % 128) | 128)
      rest /= 128
    }
    return length + [UInt8(truncatingIfNeeded: rest)] + bytes
  }

  /// Bytes of a request or an answer.
  package static func data(_ stream: UInt32, _ payload: [UInt8], flags: UInt8 = 0) -> RawFrame {
    RawFrame(kind: Kind.data, flags: flags, stream: stream, payload: payload)
  }

  /// The bytes of a message with the prefix that gRPC puts before it.
  package static func message(_ bytes: [UInt8], flag: UInt8 = 0) -> [UInt8] {
    [flag] + number(UInt32(truncatingIfNeeded: bytes.count)) + bytes
  }

  /// The rest of a header block, or a part of it.
  package static func continuation(
    _ stream: UInt32, _ payload: [UInt8], flags: UInt8 = endHeaders
  ) -> RawFrame {
    RawFrame(kind: Kind.continuation, flags: flags, stream: stream, payload: payload)
  }

  /// Ends a stream with any code.
  package static func reset(_ stream: UInt32, code: UInt32) -> RawFrame {
    RawFrame(kind: Kind.reset, stream: stream, payload: number(code))
  }

  /// Ends a connection with any code.
  package static func goAway(last: UInt32, code: UInt32, debugData: [UInt8] = []) -> RawFrame {
    RawFrame(kind: Kind.goAway, payload: number(last) + number(code) + debugData)
  }

  /// Room for so many bytes more on a stream, or with stream 0 on the connection.
  package static func windowUpdate(_ stream: UInt32, by increment: UInt32) -> RawFrame {
    RawFrame(kind: Kind.windowUpdate, stream: stream, payload: number(increment))
  }

  /// A question for life, or its answer.
  package static func ping(payload: [UInt8], isAcknowledgement: Bool = false) -> RawFrame {
    RawFrame(kind: Kind.ping, flags: isAcknowledgement ? acknowledgement : 0, payload: payload)
  }

  /// The advice that a stream comes after another; `weight` is one less than it means.
  package static func priority(
    _ stream: UInt32, after other: UInt32, weight: UInt8 = 15
  ) -> RawFrame {
    RawFrame(kind: Kind.priority, stream: stream, payload: number(other) + [weight])
  }
}
