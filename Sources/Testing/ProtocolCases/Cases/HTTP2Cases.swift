import RawHTTP2

/// The rules of RFC 9113 that a client can break, and what a server has to do then.
struct HTTP2Cases {
  let target: CaseTarget
}

extension HTTP2Cases {
  var starting: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/3.5/1", "RFC 9113, 3.4", "A preface in pieces is a preface", isGreeted: false,
        .send(Array(RawFrame.preface.prefix(10))),
        .send(Array(RawFrame.preface.dropFirst(10))),
        .frames(.settings([(number: 4, value: 65_535)])),
        .expect(.preface)),
      ProtocolCase(
        "http2/3.5/2", "RFC 9113, 3.4", "What is no preface ends the connection",
        isGreeted: false,
        .send(Array("NOTHING * LIKE/2.0\r\n\r\nIT\r\n\r\n".utf8)),
        .expect(.anyOf([.protocolError, .close]))),
    ]
  }

  var framing: [ProtocolCase] { frameForms + frameSizes + headerBlocks + extensions }

  private var frameForms: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/4.1/1", "RFC 9113, 4.1", "A frame of unknown type is skipped",
        .frames(
          RawFrame(kind: 0x16, payload: [UInt8](repeating: 0, count: 8)), CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "http2/4.1/2", "RFC 9113, 4.1", "Flags that a frame does not define mean nothing",
        .frames(RawFrame(kind: 6, flags: 0x16, payload: CaseTarget.pingPayload)),
        .expect(.ponged)),
      ProtocolCase(
        "http2/4.1/3", "RFC 9113, 4.1", "The reserved bit before the stream means nothing",
        .frames(
          RawFrame(
            kind: 6, flags: 0x16, stream: 0x8000_0000, payload: CaseTarget.pingPayload)),
        .expect(.ponged)),
    ]
  }

  private var frameSizes: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/4.2/1", "RFC 9113, 4.2", "A DATA frame of 16,384 bytes is taken",
        .frames(
          target.head(),
          .data(1, RawFrame.message([UInt8](repeating: 0, count: 16_379)), flags: 1)),
        .expect(.answer(stream: 1))),
      ProtocolCase(
        "http2/4.2/2", "RFC 9113, 4.2", "A DATA frame of one byte more is not",
        .frames(
          target.head(),
          .data(1, RawFrame.message([UInt8](repeating: 0, count: 16_380)), flags: 1)),
        .expect(.reset(.frameSizeError))),
      ProtocolCase(
        "http2/4.2/3", "RFC 9113, 4.2", "A HEADERS frame beyond the limit ends the connection",
        .frames(
          target.head(
            flags: CaseTarget.endings,
            target.block + [UInt8]((0..<5).flatMap { _ in CaseTarget.bulk }))),
        .expect(.frameSizeError)),
    ]
  }

  private var headerBlocks: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/4.3/1", "RFC 9113, 4.3", "A header block that is cut short ends the connection",
        .frames(target.head(flags: CaseTarget.endings, [0x40])),
        .expect(.compressionError)),
      ProtocolCase(
        "http2/4.3/2", "RFC 9113, 4.3", "PRIORITY may not stand within a header block",
        .frames(
          target.head(flags: 0), .priority(1, after: 0, weight: 255),
          .continuation(1, CaseTarget.bulk)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/4.3/3", "RFC 9113, 4.3", "HEADERS may not stand within another header block",
        .frames(
          target.head(flags: 0), target.head(3, flags: CaseTarget.endings),
          .continuation(1, CaseTarget.bulk)),
        .expect(.protocolError)),
    ]
  }

  private var extensions: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/5.5/1", "RFC 9113, 5.5", "An extension that nobody knows is skipped",
        .frames(
          RawFrame(kind: 0xFE, flags: 0xFF, payload: [UInt8](repeating: 1, count: 8)),
          CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "http2/5.5/2", "RFC 9113, 5.5", "An extension may not stand within a header block",
        .frames(
          target.head(flags: RawFrame.endStream),
          RawFrame(kind: 0xFE, payload: [UInt8](repeating: 0, count: 8))),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/5.4.1/1", "RFC 9113, 5.4.1", "A connection error ends the connection",
        .frames(.brokenPing),
        .expect(.close)),
      ProtocolCase(
        "http2/5.4.1/2", "RFC 9113, 5.4.1", "A connection error is told before the end",
        .frames(.brokenPing),
        .expect(.protocolError)),
    ]
  }
}

extension RawFrame {
  /// A PING that belongs to a stream, which none does.
  fileprivate static let brokenPing = RawFrame(
    kind: Kind.ping, stream: 3, payload: CaseTarget.pingPayload)
}
