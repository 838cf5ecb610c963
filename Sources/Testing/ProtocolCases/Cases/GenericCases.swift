import RawHTTP2

/// Whatever a proper client may send: none of it may be refused.
struct GenericCases {
  let target: CaseTarget

  var streams: [ProtocolCase] {
    [
      ProtocolCase(
        "generic/1/1", "RFC 9113, 3.4", "The preface of a client is answered with SETTINGS",
        isGreeted: false,
        .send(RawFrame.preface),
        .frames(.settings([(number: 4, value: 65_535)])),
        .expect(.preface)),
      ProtocolCase(
        "generic/2/1", "RFC 9113, 5.1", "PRIORITY may name a stream that has not begun",
        .frames(.priority(1, after: 0, weight: 255), CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "generic/2/2", "RFC 9113, 5.1",
        "WINDOW_UPDATE opens the window of a stream that the client has ended",
        .frames(target.heldRequest),
        .frames(.windowUpdate(1, by: 1)),
        .expect(.data(stream: 1, bytes: 1))),
      ProtocolCase(
        "generic/2/3", "RFC 9113, 5.1", "PRIORITY may name a stream that the client has ended",
        .frames(target.heldRequest),
        .frames(.priority(1, after: 0, weight: 255), .windowUpdate(1, by: 1)),
        .expect(.data(stream: 1, bytes: 1))),
      ProtocolCase(
        "generic/2/4", "RFC 9113, 5.1", "RST_STREAM may end a stream that the client has ended",
        .frames(target.heldRequest),
        .frames(.reset(1, code: WireErrorCode.cancel.rawValue), CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "generic/2/5", "RFC 9113, 5.1", "PRIORITY may name a stream that is over",
        .frames(target.request()),
        .expect(.success),
        .frames(.priority(1, after: 0, weight: 255), CaseTarget.ping),
        .expect(.ponged)),
    ]
  }

  var frames: [ProtocolCase] { data + headers + control + continuations }

  private var data: [ProtocolCase] {
    let half = target.prefixed.count / 2
    return [
      ProtocolCase(
        "generic/3.1/1", "RFC 9113, 6.1", "One DATA frame carries a request",
        .frames(target.request()),
        .expect(.success)),
      ProtocolCase(
        "generic/3.1/2", "RFC 9113, 6.1", "Several DATA frames carry a request",
        .frames(
          target.head(), .data(1, Array(target.prefixed[..<half])),
          .data(1, Array(target.prefixed[half...]), flags: RawFrame.endStream)),
        .expect(.success)),
      ProtocolCase(
        "generic/3.1/3", "RFC 9113, 6.1", "The padding of DATA is no part of the request",
        .frames(
          target.head(),
          .data(
            1, [5] + target.prefixed + [0, 0, 0, 0, 0],
            flags: RawFrame.endStream | RawFrame.padded)),
        .expect(.success)),
    ]
  }

  private var headers: [ProtocolCase] {
    [
      ProtocolCase(
        "generic/3.2/1", "RFC 9113, 6.2", "HEADERS alone get an answer",
        .frames(target.head(flags: CaseTarget.endings)),
        .expect(.answer(stream: 1))),
      ProtocolCase(
        "generic/3.2/2", "RFC 9113, 6.2", "The padding of HEADERS is no part of the block",
        .frames(
          target.head(
            flags: RawFrame.endHeaders | RawFrame.padded,
            [8] + target.block + [UInt8](repeating: 0, count: 8)), target.body()),
        .expect(.success)),
      ProtocolCase(
        "generic/3.2/3", "RFC 9113, 6.2", "HEADERS may carry a priority",
        .frames(
          target.head(
            flags: RawFrame.endHeaders | RawFrame.hasPriority, [0, 0, 0, 0, 255] + target.block),
          target.body()),
        .expect(.success)),
    ]
  }

  private var control: [ProtocolCase] {
    [
      ProtocolCase(
        "generic/3.4/1", "RFC 9113, 6.4", "RST_STREAM ends a call and nothing else",
        .frames(
          target.head(), .reset(1, code: WireErrorCode.cancel.rawValue), CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "generic/3.5/1", "RFC 9113, 6.5", "Every setting that is defined is taken",
        .frames(
          .settings([
            (number: 1, value: 4_096), (number: 2, value: 1), (number: 3, value: 100),
            (number: 4, value: 65_535), (number: 5, value: 16_384), (number: 6, value: 100),
          ])),
        .expect(.settingsAcknowledgement)),
      ProtocolCase(
        "generic/3.7/1", "RFC 9113, 6.7", "PING is answered with its own bytes",
        .frames(CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "generic/3.8/1", "RFC 9113, 6.8", "GOAWAY of a client is no error",
        .frames(.goAway(last: 0, code: 0, debugData: Array("bye".utf8)), CaseTarget.ping),
        .expect(.anyOf([.ponged, .close]))),
      ProtocolCase(
        "generic/3.9/1", "RFC 9113, 6.9", "WINDOW_UPDATE may widen the connection",
        .frames(.windowUpdate(0, by: 1), CaseTarget.ping),
        .expect(.ponged)),
      ProtocolCase(
        "generic/3.9/2", "RFC 9113, 6.9", "WINDOW_UPDATE may widen a stream",
        .frames(target.head(), .windowUpdate(1, by: 1), target.body()),
        .expect(.success)),
    ]
  }

  private var continuations: [ProtocolCase] {
    [
      ProtocolCase(
        "generic/3.10/1", "RFC 9113, 6.10", "CONTINUATION brings the rest of a header block",
        .frames(
          target.head(flags: 0, Array(target.block.prefix(5))),
          .continuation(1, Array(target.block.dropFirst(5))), target.body()),
        .expect(.success)),
      ProtocolCase(
        "generic/3.10/2", "RFC 9113, 6.10", "A header block may be cut anywhere, several times",
        .frames(
          target.head(flags: 0, Array(target.block.prefix(5))),
          .continuation(1, Array(target.block.dropFirst(5).prefix(5)), flags: 0),
          .continuation(1, Array(target.block.dropFirst(10))), target.body()),
        .expect(.success)),
    ]
  }
}
