import RawHTTP2

extension HTTP2Cases {
  var streamFrames: [ProtocolCase] { data + headers + priorities + resets }

  private var data: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.1/1", "RFC 9113, 6.1", "DATA belongs to a stream",
        .frames(target.body(0)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.1/2", "RFC 9113, 6.1", "DATA needs a stream that the client has not ended",
        .frames([
          .settings([(number: 4, value: 0)]), target.head(), target.body(), target.body(flags: 0),
        ]),
        .expect(.reset(.streamClosed))),
      ProtocolCase(
        "http2/6.1/3", "RFC 9113, 6.1", "The padding of DATA is shorter than the frame",
        .frames(
          target.head(adding: [("content-length", "4")]),
          .data(1, [6, 1, 2, 3, 4], flags: RawFrame.endStream | RawFrame.padded)),
        .expect(.protocolError)),
    ]
  }

  private var headers: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.2/1", "RFC 9113, 6.2", "Only CONTINUATION follows an open header block",
        .frames(
          target.head(flags: 0), .priority(1, after: 0, weight: 255),
          .continuation(1, CaseTarget.bulk)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.2/2", "RFC 9113, 6.2", "No other stream begins before a header block has ended",
        .frames(
          target.head(flags: 0), target.head(3, flags: CaseTarget.endings),
          .continuation(1, CaseTarget.bulk)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.2/3", "RFC 9113, 6.2", "HEADERS belong to a stream",
        .frames(target.head(0, flags: CaseTarget.endings)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.2/4", "RFC 9113, 6.2", "The padding of HEADERS is shorter than the frame",
        .frames(
          target.head(
            flags: CaseTarget.endings | RawFrame.padded,
            [UInt8(clamping: target.block.count + 2)] + target.block)),
        .expect(.reset(.protocolError))),
    ]
  }

  private var priorities: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.3/1", "RFC 9113, 6.3", "PRIORITY belongs to a stream",
        .frames(.priority(0, after: 0, weight: 255)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.3/2", "RFC 9113, 6.3", "PRIORITY has five bytes",
        .frames(
          target.head(), RawFrame(kind: RawFrame.Kind.priority, stream: 1, payload: [128, 0, 0, 1])),
        .expect(.reset(.frameSizeError))),
    ]
  }

  private var resets: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.4/1", "RFC 9113, 6.4", "RST_STREAM belongs to a stream",
        .frames(.reset(0, code: WireErrorCode.cancel.rawValue)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.4/2", "RFC 9113, 6.4", "RST_STREAM ends no stream that has not begun",
        .frames(.reset(7, code: WireErrorCode.cancel.rawValue)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.4/3", "RFC 9113, 6.4", "RST_STREAM has four bytes",
        .frames(
          target.head(), RawFrame(kind: RawFrame.Kind.reset, stream: 1, payload: [0, 0, 0])),
        .expect(.reset(.frameSizeError))),
    ]
  }

  var connectionFrames: [ProtocolCase] { pings + goingAway }

  private var pings: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.7/1", "RFC 9113, 6.7", "PING is answered",
        .frames(CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "http2/6.7/2", "RFC 9113, 6.7", "An answer that nobody waits for is not answered",
        .frames(
          .ping(payload: [9, 9, 9, 9, 9, 9, 9, 9], isAcknowledgement: true), CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "http2/6.7/3", "RFC 9113, 6.7", "PING belongs to the connection",
        .frames(RawFrame(kind: RawFrame.Kind.ping, stream: 1, payload: CaseTarget.pingPayload)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.7/4", "RFC 9113, 6.7", "PING has eight bytes",
        .frames(.ping(payload: [0, 0, 0, 0, 0, 0])),
        .expect(.frameSizeError)),
    ]
  }

  private var goingAway: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.8/1", "RFC 9113, 6.8", "GOAWAY belongs to the connection",
        .frames(
          RawFrame(
            kind: RawFrame.Kind.goAway, stream: 1, payload: [UInt8](repeating: 0, count: 8))),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/7/1", "RFC 9113, 7", "An unknown code in GOAWAY is no error",
        .frames(.goAway(last: 0, code: 0xFF), CaseTarget.ping),
        .expect(.anyOf([.ponged, .close]))),
      ProtocolCase(
        "http2/7/2", "RFC 9113, 7", "An unknown code in RST_STREAM is no error",
        .frames(target.head(), .reset(1, code: 0xFF), CaseTarget.ping),
        .expect(.ponged)),
    ]
  }
}
