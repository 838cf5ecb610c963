import RawHTTP2

extension BadClientCases {
  var requests: [ProtocolCase] { broken + unusual + metadata + messages + duplicates }

  private func call(
    _ identifier: String, _ title: String, replacing name: String, with value: String,
    _ expectation: CaseExpectation
  ) -> ProtocolCase {
    let fields = target.fields.map { $0.0 == name ? (name, value) : $0 }
    return make(
      identifier, title, .frames(target.head(1, CaseTarget.block(fields)), target.body()),
      expectation)
  }

  private func call(
    _ identifier: String, _ title: String, adding extra: [(String, String)],
    _ expectation: CaseExpectation
  ) -> ProtocolCase {
    make(identifier, title, .frames(target.head(adding: extra), target.body()), expectation)
  }

  private var broken: [ProtocolCase] {
    [
      call(
        "badreq/1", "A page is not called", replacing: "content-type", with: "text/html",
        .httpAnswer(stream: 1, status: 415)),
      call(
        "badreq/2", "TE that means nothing breaks the request", replacing: "te",
        with: "frobnicate", .reset(.protocolError)),
      make(
        "badreq/3", "Two paths break the request",
        .frames(
          target.head(1, CaseTarget.block([(":path", target.path)] + target.fields)),
          target.body()),
        .reset(.protocolError)),
      call(
        "badreq/4", "An encoding that nobody knows may be accepted",
        adding: [("grpc-accept-encoding", "identity,rot13")], .success),
      call(
        "badreq/5", "An encoding that nobody knows is refused by name",
        adding: [("grpc-encoding", "rot13")], .answer(stream: 1, status: 12)),
    ]
  }

  private var unusual: [ProtocolCase] {
    [
      call("simple_request/1", "A plain call is answered", adding: [], .success),
      call(
        "simple_request/2", "A subtype may follow a plus", replacing: "content-type",
        with: "application/grpc+proto", .success),
      call(
        "simple_request/3", "A parameter may follow the type", replacing: "content-type",
        with: "application/grpc;charset=utf-8", .success),
      call(
        "simple_request/4", "Of two times to wait one holds",
        adding: [("grpc-timeout", "10S"), ("grpc-timeout", "5S")], .success),
    ]
  }

  private var metadata: [ProtocolCase] {
    let bulk = CaseTarget.bulk
    return [
      make(
        "large_metadata/1", "Headers beyond the limit are refused with a status",
        .frames(
          target.head(flags: 0), .continuation(1, bulk + bulk + bulk, flags: 0),
          .continuation(1, bulk + bulk), target.body()),
        .answer(stream: 1, status: 8)),
      make(
        "large_metadata/2", "Headers below the limit are taken",
        .frames(target.head(flags: 0), .continuation(1, bulk + bulk), target.body()), .success),
      make(
        "large_metadata/3", "Headers that never end are cut off",
        .frames(
          [target.head(flags: 0)]
            + (0..<20).map { _ in .continuation(1, RawFrame.field("x-a", "b"), flags: 0) }),
        .connectionError([.protocolError, .enhanceYourCalm])),
    ]
  }

  private var messages: [ProtocolCase] {
    let cut: [[UInt8]] = [
      [], [0], [0, 0], [0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 2],
      [0, 0, 0, 0, 2, 0],
    ]
    let left = series("server_registered_method", cut) { identifier, bytes in
      make(
        identifier, "A client may go away after \(bytes.count) bytes of a message",
        .frames(target.head(), .data(1, bytes)))
    }
    let ended = series("server_registered_method", from: 9, cut) { identifier, bytes in
      make(
        identifier, "A request may not end within a message, after \(bytes.count) bytes",
        .frames(target.head(), .data(1, bytes, flags: RawFrame.endStream)),
        .answer(stream: 1, status: 3))
    }
    return left + ended + [
      make(
        "server_registered_method/17", "An empty message is a message",
        .frames(target.head(), .data(1, RawFrame.message([]), flags: RawFrame.endStream)),
        .success)
    ]
  }

  private var duplicates: [ProtocolCase] {
    series("duplicate_header", [1, 2]) { identifier, count in
      make(
        identifier, "Headers that come \(count + 1) times break the request",
        clause: "RFC 9113, 8.1",
        .frames((0...count).map { _ in target.head() } + [.data(1, [0, 0, 0, 0])]),
        .reset(.protocolError))
    }
  }
}
