import RawHTTP2

/// What gRPC's own hostile clients do: fourteen programs, each with several cases.
///
/// A case that ends without an expectation goes away in the middle of a frame; what it proves is that
/// others are served afterwards.
struct BadClientCases {
  let target: CaseTarget

  /// A case of a program.
  func make(
    _ identifier: String, _ title: String, clause: String = "RFC 9113, 5.4",
    isGreeted: Bool = true, _ step: CaseStep, _ expectation: CaseExpectation? = nil
  ) -> ProtocolCase {
    let name = "bad-client/\(identifier)"
    guard let expectation else {
      return ProtocolCase(name, clause, title, isGreeted: isGreeted, step)
    }
    return ProtocolCase(name, clause, title, isGreeted: isGreeted, step, .expect(expectation))
  }

  /// Cases of one program that differ in a value alone, numbered from `first`.
  func series<Value>(
    _ program: String, from first: Int = 1, _ values: [Value],
    _ make: (_ identifier: String, _ value: Value) -> ProtocolCase
  ) -> [ProtocolCase] {
    values.enumerated().map { make("\(program)/\(first + $0.offset)", $0.element) }
  }
}

extension BadClientCases {
  var beginnings: [ProtocolCase] { streamNumbers + prefaces }

  private var streamNumbers: [ProtocolCase] {
    [
      ProtocolCase(
        "bad-client/bad_streaming_id/1", "RFC 9113, 5.1.1", "A stream of an odd number is served",
        .frames(target.request()),
        .expect(.success)),
      make(
        "bad_streaming_id/2", "A stream of an even number ends the connection",
        clause: "RFC 9113, 5.1.1", .frames(target.head(2, flags: CaseTarget.endings)),
        .protocolError),
      make(
        "bad_streaming_id/3", "A stream that is over does not begin again",
        clause: "RFC 9113, 5.1",
        .frames(target.heldRequest + [target.head(3), target.head(flags: CaseTarget.endings)]),
        .reset(.streamClosed)),
      make(
        "bad_streaming_id/4", "A number that was left out is not used later",
        clause: "RFC 9113, 5.1.1",
        .frames(target.head(9), target.head(11), target.head(7)), .protocolError),
    ]
  }

  private var prefaces: [ProtocolCase] {
    let preface = RawFrame.preface
    let wrong = series("connection_prefix", Array(preface.indices)) { identifier, index in
      make(
        identifier, "A preface with a wrong byte \(index) ends the connection",
        clause: "RFC 9113, 3.4", isGreeted: false,
        .send(preface[..<index] + [preface[index] ^ 0x80]), .anyOf([.protocolError, .close]))
    }
    return wrong
      + series("connection_prefix", from: 25, [1, 12, 23]) { identifier, count in
        make(
          identifier, "A client may go away after \(count) bytes of its preface",
          clause: "RFC 9113, 3.4", isGreeted: false, .send(Array(preface.prefix(count))))
      }
  }
}

extension BadClientCases {
  var initialSettings: [ProtocolCase] { cutSettings + wrongSettings + otherSettings }

  private func first(
    _ identifier: String, _ title: String, _ bytes: [UInt8],
    _ expectation: CaseExpectation? = nil
  ) -> ProtocolCase {
    make(
      "initial_settings_frame/\(identifier)", title, clause: "RFC 9113, 6.5", isGreeted: false,
      .send(RawFrame.preface + bytes), expectation)
  }

  private var cutSettings: [ProtocolCase] {
    let head = RawFrame.head(length: 6, kind: RawFrame.Kind.settings, flags: 0, stream: 0)
    return head.indices.map { count in
      first(
        "\(count + 1)", "A client may go away after \(count + 1) bytes of its settings",
        Array(head[...count]))
    }
  }

  private var wrongSettings: [ProtocolCase] {
    let streams = [(10, UInt32(1)), (11, 0x4000_0000)].map { number, stream in
      first(
        "\(number)", "First settings of stream \(stream) end the connection",
        RawFrame(kind: RawFrame.Kind.settings, stream: stream).bytes, .protocolError)
    }
    let sizes = (1...5).map { count in
      first(
        "\(11 + count)", "First settings of \(count) bytes end the connection",
        RawFrame(kind: RawFrame.Kind.settings, payload: [UInt8](repeating: 0, count: count)).bytes,
        .frameSizeError)
    }
    return streams + sizes + [
      first(
        "17", "Frames of no bytes cannot be asked for",
        RawFrame.settings([(number: 5, value: 0)]).bytes, .protocolError),
      first(
        "18", "An acknowledgement with bytes ends the connection",
        RawFrame.settings.bytes
          + RawFrame(kind: RawFrame.Kind.settings, flags: 1, payload: [0]).bytes,
        .frameSizeError),
    ]
  }

  private var otherSettings: [ProtocolCase] {
    [
      first(
        "19", "Headers may be as large as the client likes",
        RawFrame.settings([(number: 6, value: .max)]).bytes, .settingsAcknowledgement),
      first(
        "20", "The first window may be larger than usual",
        RawFrame.settings([(number: 4, value: 65_536)]).bytes, .settingsAcknowledgement),
      first(
        "21", "Flags that settings do not define mean nothing",
        RawFrame(kind: RawFrame.Kind.settings, flags: 0x10).bytes, .settingsAcknowledgement),
      first(
        "22", "First settings that nobody knows mean nothing",
        RawFrame.settings([(number: 0x99, value: 0)]).bytes, .settingsAcknowledgement),
    ]
  }
}
