import RawHTTP2

extension HTTP2Cases {
  var streamStates: [ProtocolCase] { idle + halfClosed + resetStreams + closedStreams }

  private var idle: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/5.1/1", "RFC 9113, 5.1", "DATA does not open a stream",
        .frames(target.body()),
        .expect(.reset(.protocolError, .streamClosed))),
      ProtocolCase(
        "http2/5.1/2", "RFC 9113, 5.1", "RST_STREAM needs a stream",
        .frames(.reset(1, code: WireErrorCode.cancel.rawValue)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/5.1/3", "RFC 9113, 5.1", "WINDOW_UPDATE needs a stream",
        .frames(.windowUpdate(1, by: 100)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/5.1/4", "RFC 9113, 5.1", "CONTINUATION does not open a stream",
        .frames(.continuation(1, target.block)),
        .expect(.protocolError)),
    ]
  }

  private var halfClosed: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/5.1/5", "RFC 9113, 5.1", "DATA may not follow the end of a request",
        .frames(target.heldRequest + [target.body()]),
        .expect(.reset(.streamClosed))),
      ProtocolCase(
        "http2/5.1/6", "RFC 9113, 5.1", "HEADERS may not follow the end of a request",
        .frames(target.heldRequest + [target.head(flags: CaseTarget.endings)]),
        .expect(.reset(.streamClosed))),
      ProtocolCase(
        "http2/5.1/7", "RFC 9113, 5.1", "CONTINUATION may not follow the end of a request",
        .frames(target.heldRequest + [.continuation(1, target.block)]),
        .expect(.reset(.streamClosed, .protocolError))),
    ]
  }

  /// RFC 7540 wanted an error; RFC 9113 lets an end skip what may have been on its way.
  private static let skips = "RFC 9113, 5.1 allows to skip a frame of a closed stream; we do"

  /// A frame of a stream that is over, and how the connection goes on.
  private func late(
    _ number: Int, _ title: String, after start: [CaseStep], _ frame: RawFrame
  ) -> ProtocolCase {
    ProtocolCase(
      "http2/5.1/\(number)", "RFC 9113, 5.1", title, deviation: Self.skips,
      start + [
        .frames(frame, CaseTarget.ping),
        .expect(.ponged),
        .frames(target.request(3)),
        .expect(.answer(stream: 3, status: 0)),
      ])
  }

  /// A stream that the client has reset.
  private var reset: CaseStep {
    .frames(target.head(), .reset(1, code: WireErrorCode.cancel.rawValue))
  }

  /// A stream that both ends have ended.
  private var ended: [CaseStep] { [.frames(target.request()), .expect(.success)] }

  private var resetStreams: [ProtocolCase] {
    [
      late(8, "DATA after a reset is skipped", after: [reset], target.body()),
      late(
        9, "HEADERS after a reset are skipped", after: [reset],
        target.head(flags: CaseTarget.endings)),
      ProtocolCase(
        "http2/5.1/10", "RFC 9113, 6.10", "CONTINUATION may not follow a reset",
        reset,
        .frames(.continuation(1, CaseTarget.bulk)),
        .expect(.reset(.streamClosed, .protocolError))),
    ]
  }

  private var closedStreams: [ProtocolCase] {
    [
      late(11, "DATA on a stream that is over is skipped", after: ended, target.body()),
      late(
        12, "HEADERS on a stream that is over are skipped", after: ended,
        target.head(flags: CaseTarget.endings)),
      ProtocolCase(
        "http2/5.1/13", "RFC 9113, 6.10", "CONTINUATION may not come on a stream that is over",
        ended + [
          .frames(.continuation(1, CaseTarget.bulk)),
          .expect(.connectionError([.streamClosed, .protocolError])),
        ]),
    ]
  }
}

extension HTTP2Cases {
  var streamNumbers: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/5.1.1/1", "RFC 9113, 5.1.1", "A client opens no stream of an even number",
        .frames(target.head(2, flags: CaseTarget.endings)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/5.1.1/2", "RFC 9113, 5.1.1", "The numbers of new streams grow",
        .frames(
          target.head(5, flags: CaseTarget.endings), target.head(3, flags: CaseTarget.endings)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/5.1.2/1", "RFC 9113, 5.1.2", "No more streams are open than the server allows",
        .exceedStreamLimit(head: target.block),
        .expect(.streamError(stream: nil, [.protocolError, .refusedStream]))),
      ProtocolCase(
        "http2/5.3.1/1", "RFC 7540, 5.3.1", "A stream does not depend on itself from its start",
        .frames(
          target.head(
            flags: CaseTarget.endings | RawFrame.hasPriority, [0, 0, 0, 1, 255] + target.block)),
        .expect(.reset(.protocolError))),
      ProtocolCase(
        "http2/5.3.1/2", "RFC 9113, 5.3.2", "That a stream depends on itself means nothing",
        deviation: "RFC 9113, 5.3.2 has done away with priorities; we skip PRIORITY",
        .frames(.priority(2, after: 2, weight: 255), CaseTarget.ping),
        .expect(.ponged)),
    ]
  }
}
