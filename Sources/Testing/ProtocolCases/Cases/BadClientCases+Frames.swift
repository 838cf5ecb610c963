import RawHTTP2

extension BadClientCases {
  /// What follows a proper beginning of a call, and frames that nobody knows.
  var frames: [ProtocolCase] { afterHeaders + farewells + unknown }

  private func after(
    _ number: Int, _ title: String, _ frame: RawFrame, _ expectation: CaseExpectation
  ) -> ProtocolCase {
    make("simple_request/\(number)", title, .frames(target.head(), frame), expectation)
  }

  private func frame(
    _ kind: UInt8, flags: UInt8 = 0, stream: UInt32 = 1, _ payload: [UInt8] = []
  ) -> RawFrame {
    RawFrame(kind: kind, flags: flags, stream: stream, payload: payload)
  }

  private var afterHeaders: [ProtocolCase] {
    [
      after(
        5, "A message with an unknown flag is refused",
        .data(1, [0x34, 0, 0, 0, 0]), .answer(stream: 1, status: 3)),
      make(
        "simple_request/6", "A flag that DATA does not define means nothing",
        .frames(target.head(), .data(1, [], flags: 2), target.body()), .success),
      after(
        7, "WINDOW_UPDATE of one byte ends the connection",
        frame(RawFrame.Kind.windowUpdate, [0]), .frameSizeError),
      after(
        8, "WINDOW_UPDATE of no byte ends the connection, whatever its flags",
        frame(RawFrame.Kind.windowUpdate, flags: 0x10), .frameSizeError),
      after(
        9, "WINDOW_UPDATE by nothing ends the stream", .windowUpdate(1, by: 0),
        .reset(.protocolError)),
      after(
        10, "RST_STREAM of one byte ends the connection", frame(RawFrame.Kind.reset, [0]),
        .frameSizeError),
      after(
        11, "RST_STREAM of no byte ends the connection, whatever its flags",
        frame(RawFrame.Kind.reset, flags: 0x10), .frameSizeError),
    ]
  }

  private var farewells: [ProtocolCase] {
    [
      after(
        12, "GOAWAY of four bytes ends the connection",
        frame(RawFrame.Kind.goAway, stream: 0, [0, 0, 0, 0]), .frameSizeError),
      make(
        "simple_request/13", "A client may go away within its GOAWAY",
        .send(
          target.head().bytes
            + RawFrame.head(length: 274, kind: RawFrame.Kind.goAway, flags: 0, stream: 0))),
    ]
  }

  private var unknown: [ProtocolCase] {
    series("unknown_frame", [(0, UInt32(0)), (1, 0), (16_384, 0), (5, 1), (5, 0x7FFF_FFFF)]) {
      identifier, form in
      make(
        identifier, "\(form.0) bytes of an unknown frame on stream \(form.1) are skipped",
        clause: "RFC 9113, 5.5",
        .frames(
          frame(0x88, stream: form.1, [UInt8](repeating: 1, count: form.0)), CaseTarget.ping),
        .ponged)
    } + [
      make(
        "unknown_frame/6", "An unknown frame has a limit too", clause: "RFC 9113, 4.2",
        .frames(frame(0x88, stream: 0, [UInt8](repeating: 1, count: 16_385))), .frameSizeError),
      make(
        "unknown_frame/7", "A call goes on around unknown frames", clause: "RFC 9113, 5.5",
        .frames(frame(0x88, stream: 1), target.head(), frame(0x89, stream: 1), target.body()),
        .success),
    ]
  }

  /// Frames of sizes that they cannot have.
  var bounds: [ProtocolCase] {
    [
      make(
        "out_of_bounds/1", "A frame of 65,536 bytes ends the connection", clause: "RFC 9113, 4.2",
        .frames(target.head(), .data(1, [UInt8](repeating: 0x61, count: 65_536))),
        .frameSizeError),
      bound(2, "PRIORITY", frame(RawFrame.Kind.priority, [1, 1, 2])),
      bound(3, "RST_STREAM", frame(RawFrame.Kind.reset, [1, 1])),
      bound(4, "SETTINGS", frame(RawFrame.Kind.settings, stream: 0, [1, 1, 1, 1, 1])),
      bound(5, "PING", frame(RawFrame.Kind.ping, stream: 0, [1, 1, 1, 1, 1])),
      bound(6, "WINDOW_UPDATE", frame(RawFrame.Kind.windowUpdate, stream: 0, [1])),
    ]
  }

  private func bound(_ number: Int, _ name: String, _ frame: RawFrame) -> ProtocolCase {
    make(
      "out_of_bounds/\(number)", "\(frame.payload.count) bytes of \(name) end the connection",
      clause: "RFC 9113, 4.2", .frames(frame), .connectionError([.frameSizeError, .protocolError]))
  }

  /// Windows that are overrun, by data or by room for it, or that stay closed.
  var windows: [ProtocolCase] {
    let zeros = [UInt8](repeating: 0, count: 16_380)
    let part = RawFrame.number(1_000_000) + zeros.prefix(12_000)
    return [
      make(
        "head_of_line_blocking/1", "A message that does not end holds up no other call",
        clause: "RFC 9113, 5.2",
        .frames(
          [target.head(), .data(1, [0] + part), .data(1, zeros), .data(1, zeros)]
            + target.request(3)),
        .answer(stream: 3, status: 0)),
      make(
        "head_of_line_blocking/2", "A call whose answer is not taken holds up no other",
        clause: "RFC 9113, 5.2",
        .frames(
          target.heldRequest + [.settings([(number: 4, value: 0)])] + target.request(3)
            + [.windowUpdate(3, by: 1_000)]),
        .answer(stream: 3, status: 0)),
      make(
        "window_overflow/1", "Messages without end are not kept", clause: "RFC 9113, 6.9.1",
        .frames([target.head()] + (0..<300).map { _ in .data(1, zeros) }),
        .anyOf([
          .answer(stream: 1, status: 12),
          .connectionError([.flowControlError, .enhanceYourCalm]),
        ])),
      make(
        "window_update_overflow/1", "A connection has room for less than 2^31 bytes",
        clause: "RFC 9113, 6.9.1", .frames(.windowUpdate(0, by: 0x7FFF_FFFF)),
        .connectionError([.flowControlError])),
      make(
        "window_update_overflow/2", "A stream has room for less than 2^31 bytes",
        clause: "RFC 9113, 6.9.1", .frames(target.head(), .windowUpdate(1, by: 0x7FFF_FFFF)),
        .reset(.flowControlError)),
    ]
  }
}
