import RawHTTP2

extension BadClientCases {
  /// The program `headers`.
  var headerBlocks: [ProtocolCase] {
    cutHeads + priorities + unreadable + fieldless + sequences + values
  }

  private func block(
    _ number: Int, _ title: String, flags: UInt8 = RawFrame.endHeaders, _ bytes: [UInt8],
    _ expectation: CaseExpectation
  ) -> ProtocolCase {
    make("headers/\(number)", title, .frames(target.head(1, flags: flags, bytes)), expectation)
  }

  private var cutHeads: [ProtocolCase] {
    let head = RawFrame.head(length: 8, kind: RawFrame.Kind.headers, flags: 4, stream: 1)
    let blocks: [[UInt8]] = [[0xFF], [0xFF, 0x80], [0xFF, 0x80, 0x80, 0x80], [0x40, 0x0A]]
    let cuts = head.indices.map { Array(head[...$0]) } + blocks.map { head + $0 }
    return series("headers", cuts) { identifier, bytes in
      make(identifier, "A client may go away after \(bytes.count) bytes of HEADERS", .send(bytes))
    }
  }

  private var priorities: [ProtocolCase] {
    let flags = RawFrame.endHeaders | RawFrame.hasPriority
    let short = series("headers", from: 14, [1, 2, 3, 4]) { identifier, count in
      make(
        identifier, "\(count) bytes are no priority", clause: "RFC 9113, 6.2",
        .frames(target.head(1, flags: flags, [UInt8](repeating: 0, count: count))),
        .connectionError([.frameSizeError, .protocolError]))
    }
    return short + [
      block(
        18, "A priority alone is no request", flags: flags, [0, 0, 0, 0, 0],
        .reset(.protocolError)),
      make(
        "headers/19", "Every flag at once on a stream far away ends the connection",
        .frames(
          RawFrame(kind: RawFrame.Kind.headers, flags: 0x39, stream: 0x67ED_1D64)),
        .connectionError([.frameSizeError, .protocolError])),
    ]
  }

  private var unreadable: [ProtocolCase] {
    let blocks: [[UInt8]] = [
      [0xFE], [0x7F, 0x7F, 0x01, 0x61], [0x0F, 0x7F, 0x01, 0x61], [0x1F, 0x7F, 0x01, 0x61],
      [0x80], [0xFF, 0x00], [0xFF, 0x80, 0x00], [0xFF, 0x80, 0x80, 0x00],
      [0xFF, 0x80, 0x80, 0x80, 0x00], [0xFF, 0x80, 0x80, 0x80, 0x80, 0x00],
      [0xFF, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
      [0xFF, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
      [0xFF, 0x80, 0x80, 0x80, 0x80, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F],
      [0xFF, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02], [0x01], [0x3F, 0xF1, 0x1F],
    ]
    return series("headers", from: 20, blocks) { identifier, bytes in
      make(
        identifier, "A block that cannot be read ends the connection, form \(bytes)",
        clause: "RFC 9113, 4.3", .frames(target.head(1, bytes)), .compressionError)
    }
  }

  private var fieldless: [ProtocolCase] {
    [
      block(37, "A host is no request", [0x01, 0x01, 0x61], .reset(.protocolError)),
      block(
        38, "A host never to be kept is no request", [0x11, 0x01, 0x61], .reset(.protocolError)),
      block(39, "A size of the table is no request", [0x3F, 0xE1, 0x1F], .reset(.protocolError)),
      block(
        40, "Two sizes of the table are no request", [0x20, 0x3F, 0xE1, 0x1F],
        .reset(.protocolError)),
      block(
        41, "Three sizes of the table are no request", [0x20, 0x20, 0x20],
        .reset(.protocolError, .compressionError)),
    ]
  }

  private var sequences: [ProtocolCase] {
    [
      make(
        "headers/42", "An empty block in two frames is no request",
        .frames(target.head(1, flags: 0, []), .continuation(1, [])), .reset(.protocolError)),
      make(
        "headers/43", "DATA may not stand within an empty block",
        .frames(target.head(1, flags: 0, []), .data(1, [])), .protocolError),
      make(
        "headers/44", "An empty block goes on on its own stream",
        .frames(target.head(1, []), target.head(3, flags: 0, []), .continuation(1, [])),
        .protocolError),
      make(
        "headers/45", "A connection does not begin with CONTINUATION",
        .frames(.continuation(1, [])), .protocolError),
      make(
        "headers/46", "Three empty blocks are no request",
        .frames(target.head(1, []), target.head(1, []), target.head(1, [])),
        .reset(.protocolError)),
    ]
  }

  private var values: [ProtocolCase] {
    let late = ("grpc-timeout", "15 seconds")
    return [
      make(
        "headers/47", "A time to wait that nobody can read is refused",
        .frames(target.head(adding: [late]), target.body()), .answer(stream: 1, status: 3)),
      make(
        "headers/48", "It is refused the second time as well",
        .frames(
          target.head(adding: [late]), target.body(), target.head(3, adding: [late]),
          target.body(3)),
        .answer(stream: 3, status: 3)),
    ]
      + series("headers", from: 49, ["a\u{0}b", "a\nb", "a\rb"]) { identifier, value in
        make(
          identifier, "A value holds no end of line or text", clause: "RFC 9113, 8.2.1",
          .frames(target.head(adding: [("x-split", value)]), target.body()),
          .reset(.protocolError))
      }
      + series("headers", from: 52, ["x split", "x\u{7F}", "x:y", ""]) { identifier, name in
        make(
          identifier, "A name is a word", clause: "RFC 9113, 8.2.1",
          .frames(target.head(adding: [(name, "a")]), target.body()), .reset(.protocolError))
      }
      + series("headers", from: 56, [" a", "a ", "\ta"]) { identifier, value in
        make(
          identifier, "Spaces around a value break no call",
          clause: "gRPC over HTTP/2, ASCII-Value",
          .frames(target.head(adding: [("x-spaces", value)]), target.body()), .success)
      }
  }
}
