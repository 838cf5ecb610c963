import RawHTTP2

extension HTTP2Cases {
  var settings: [ProtocolCase] { settingsFrames + settingsValues + settingsOrder }

  private var settingsFrames: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.5/1", "RFC 9113, 6.5", "An acknowledgement of settings is empty",
        .frames(RawFrame(kind: RawFrame.Kind.settings, flags: 1, payload: [0])),
        .expect(.frameSizeError)),
      ProtocolCase(
        "http2/6.5/2", "RFC 9113, 6.5", "SETTINGS belong to the connection",
        .frames(RawFrame(kind: RawFrame.Kind.settings, stream: 1, payload: [0, 3, 0, 0, 0, 100])),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.5/3", "RFC 9113, 6.5", "SETTINGS have six bytes each",
        .frames(RawFrame(kind: RawFrame.Kind.settings, payload: [0, 3, 0])),
        .expect(.frameSizeError)),
    ]
  }

  private var settingsValues: [ProtocolCase] {
    [
      setting("1", "Push is on or off", 2, 2, .protocolError),
      setting(
        "2", "A window has less than 2^31 bytes", 4, 0x8000_0000,
        .connectionError([.flowControlError])),
      setting("3", "Frames may have at least 16,384 bytes", 5, 16_383, .protocolError),
      setting("4", "Frames have less than 2^24 bytes", 5, 0x100_0000, .protocolError),
      ProtocolCase(
        "http2/6.5.2/5", "RFC 9113, 6.5.2", "A setting that nobody knows means nothing",
        .frames(.settings([(number: 0xFF, value: 1)]), CaseTarget.ping),
        .expect(.ponged)),
    ]
  }

  private func setting(
    _ number: String, _ title: String, _ name: UInt16, _ value: UInt32,
    _ expectation: CaseExpectation
  ) -> ProtocolCase {
    ProtocolCase(
      "http2/6.5.2/\(number)", "RFC 9113, 6.5.2", title,
      .frames(.settings([(number: name, value: value)])),
      .expect(expectation))
  }

  private var settingsOrder: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.5.3/1", "RFC 9113, 6.5.3", "Of a setting that comes twice the last value holds",
        .frames(.settings([(number: 4, value: 100), (number: 4, value: 1)])),
        .expect(.settingsAcknowledgement),
        .frames(target.request()),
        .expect(.data(stream: 1, bytes: 1))),
      ProtocolCase(
        "http2/6.5.3/2", "RFC 9113, 6.5.3", "SETTINGS are acknowledged",
        .frames(.settings([(number: 2, value: 0)])),
        .expect(.settingsAcknowledgement)),
    ]
  }
}

extension HTTP2Cases {
  var windows: [ProtocolCase] { windowUpdates + windowLimits + initialWindows }

  private var windowUpdates: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.9/1", "RFC 9113, 6.9", "A connection is not widened by nothing",
        .frames(.windowUpdate(0, by: 0)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.9/2", "RFC 9113, 6.9", "A stream is not widened by nothing",
        .frames(target.head(), .windowUpdate(1, by: 0)),
        .expect(.reset(.protocolError))),
      ProtocolCase(
        "http2/6.9/3", "RFC 9113, 6.9", "WINDOW_UPDATE has four bytes",
        .frames(RawFrame(kind: RawFrame.Kind.windowUpdate, payload: [0, 0, 1])),
        .expect(.frameSizeError)),
    ]
  }

  private var windowLimits: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.9.1/1", "RFC 9113, 6.9.1", "A server sends no more than the window allows",
        .frames(.settings([(number: 4, value: 1)])),
        .expect(.settingsAcknowledgement),
        .frames(target.request()),
        .expect(.data(stream: 1, bytes: 1))),
      ProtocolCase(
        "http2/6.9.1/2", "RFC 9113, 6.9.1", "The window of a connection stays below 2^31",
        .frames(.windowUpdate(0, by: 0x7FFF_FFFF), .windowUpdate(0, by: 0x7FFF_FFFF)),
        .expect(.connectionError([.flowControlError]))),
      ProtocolCase(
        "http2/6.9.1/3", "RFC 9113, 6.9.1", "The window of a stream stays below 2^31",
        .frames(
          target.head(), .windowUpdate(1, by: 0x7FFF_FFFF), .windowUpdate(1, by: 0x7FFF_FFFF)),
        .expect(.reset(.flowControlError))),
    ]
  }

  private var initialWindows: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/6.9.2/1", "RFC 9113, 6.9.2", "A new initial window counts for open streams",
        .frames(.settings([(number: 4, value: 0)])),
        .expect(.settingsAcknowledgement),
        .frames(target.request()),
        .frames(.settings([(number: 4, value: 1)])),
        .expect(.data(stream: 1, bytes: 1))),
      ProtocolCase(
        "http2/6.9.2/2", "RFC 9113, 6.9.2", "A window may become negative and recover",
        .frames(.settings([(number: 4, value: 3)])),
        .expect(.settingsAcknowledgement),
        .frames(target.request()),
        .expect(.data(stream: 1, bytes: 3)),
        .frames(.settings([(number: 4, value: 2)])),
        .expect(.settingsAcknowledgement),
        .frames(.windowUpdate(1, by: 2)),
        .expect(.data(stream: 1, bytes: 1))),
      ProtocolCase(
        "http2/6.9.2/3", "RFC 9113, 6.9.2", "An initial window has less than 2^31 bytes",
        .frames(target.head(), .settings([(number: 4, value: 0xFFFF_FFFF)])),
        .expect(.connectionError([.flowControlError]))),
    ]
  }
}
