import RawHTTP2

extension HTTP2Cases {
  var continuations: [ProtocolCase] {
    let bulk = CaseTarget.bulk
    return [
      ProtocolCase(
        "http2/6.10/1", "RFC 9113, 6.10", "A large header block comes in several frames",
        .frames(
          target.head(flags: 0), .continuation(1, bulk, flags: 0), .continuation(1, bulk),
          target.body()),
        .expect(.success)),
      ProtocolCase(
        "http2/6.10/2", "RFC 9113, 6.10", "DATA does not follow an open CONTINUATION",
        .frames(target.head(flags: 0), .continuation(1, bulk, flags: 0), target.body()),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.10/3", "RFC 9113, 6.10", "CONTINUATION belongs to a stream",
        .frames(target.head(flags: RawFrame.endStream), .continuation(0, bulk)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.10/4", "RFC 9113, 6.10", "CONTINUATION does not follow HEADERS that are whole",
        .frames(target.head(), .continuation(1, bulk)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.10/5", "RFC 9113, 6.10", "CONTINUATION does not follow the last of its kind",
        .frames(target.head(flags: 0), .continuation(1, bulk), .continuation(1, bulk)),
        .expect(.protocolError)),
      ProtocolCase(
        "http2/6.10/6", "RFC 9113, 6.10", "CONTINUATION does not follow DATA",
        .frames(
          target.head(flags: 0), target.body(), .continuation(1, bulk, flags: 0),
          .continuation(0, bulk)),
        .expect(.protocolError)),
    ]
  }

  var fields: [ProtocolCase] {
    [
      ProtocolCase(
        "http2/8.1/1", "RFC 9113, 8.1", "A second block of fields ends the request",
        .frames(
          target.head(), target.body(flags: 0), .headers(1, [("x-after", "ok")])),
        .expect(.reset(.protocolError))),
      malformed("8.1.2/1", "8.2.1", "A name has no capital letter", adding: ("X-CAPITAL", "no")),
    ] + pseudoFields + [
      malformed(
        "8.1.2.2/1", "8.2.2", "No field speaks of the connection",
        adding: ("connection", "keep-alive")),
      malformed(
        "8.1.2.2/2", "8.2.2", "TE names trailers and nothing else",
        replacing: "te", with: "trailers, deflate"),
    ] + requestFields
  }

  private var pseudoFields: [ProtocolCase] {
    [
      malformed(
        "8.1.2.1/1", "8.3", "There are no other fields with a colon", adding: (":other", "no")),
      malformed(
        "8.1.2.1/2", "8.3", "A request has no field of answers", adding: (":status", "200")),
      ProtocolCase(
        "http2/8.1.2.1/3", "RFC 9113, 8.3", "Trailers have no field with a colon",
        .frames(
          target.head(), target.body(flags: 0),
          .headers(1, [(":method", "POST")], flags: CaseTarget.endings)),
        .expect(.reset(.protocolError))),
      malformed(
        "8.1.2.1/4", "8.3", "Fields with a colon come first",
        [("x-before", "no")] + target.fields),
    ]
  }

  private var requestFields: [ProtocolCase] {
    [
      malformed("8.1.2.3/1", "8.3.1", "A path is not empty", replacing: ":path", with: ""),
      malformed("8.1.2.3/2", "8.3.1", "A request has a method", without: ":method"),
      malformed("8.1.2.3/3", "8.3.1", "A request has a scheme", without: ":scheme"),
      malformed("8.1.2.3/4", "8.3.1", "A request has a path", without: ":path"),
      malformed("8.1.2.3/5", "8.3.1", "A request has one method", twice: ":method"),
      malformed("8.1.2.3/6", "8.3.1", "A request has one scheme", twice: ":scheme"),
      malformed("8.1.2.3/7", "8.3.1", "A request has one path", twice: ":path"),
    ]
  }

  var messages: [ProtocolCase] {
    let half = target.prefixed.count / 2
    let head = target.head(adding: [("content-length", "1")])
    return [
      ProtocolCase(
        "http2/8.1.2.6/1", "RFC 9113, 8.1.1", "A request is as long as it says",
        .frames(head, target.body()),
        .expect(.reset(.protocolError))),
      ProtocolCase(
        "http2/8.1.2.6/2", "RFC 9113, 8.1.1", "A request in pieces is as long as it says",
        .frames(
          head, .data(1, Array(target.prefixed[..<half])),
          .data(1, Array(target.prefixed[half...]), flags: RawFrame.endStream)),
        .expect(.reset(.protocolError))),
      ProtocolCase(
        "http2/8.2/1", "RFC 9113, 8.4", "A client promises nothing",
        .frames(
          target.head(),
          RawFrame(
            kind: RawFrame.Kind.pushPromise, flags: RawFrame.endHeaders, stream: 1,
            payload: RawFrame.number(2) + target.block)),
        .expect(.protocolError)),
    ]
  }
}

extension HTTP2Cases {
  /// A request whose fields break a rule, which costs the stream alone.
  private func malformed(
    _ number: String, _ clause: String, _ title: String, _ fields: [(String, String)]
  ) -> ProtocolCase {
    ProtocolCase(
      "http2/\(number)", "RFC 9113, \(clause)", title,
      .frames(target.head(flags: CaseTarget.endings, CaseTarget.block(fields))),
      .expect(.reset(.protocolError)))
  }

  private func malformed(
    _ number: String, _ clause: String, _ title: String, adding field: (String, String)
  ) -> ProtocolCase {
    let (pseudo, rest) = (target.fields.prefix(4), target.fields.dropFirst(4))
    let isPseudo = field.0.hasPrefix(":")
    return malformed(
      number, clause, title, pseudo + (isPseudo ? [field] : []) + rest + (isPseudo ? [] : [field]))
  }

  private func malformed(
    _ number: String, _ clause: String, _ title: String, without name: String
  ) -> ProtocolCase {
    malformed(number, clause, title, target.fields.filter { $0.0 != name })
  }

  private func malformed(
    _ number: String, _ clause: String, _ title: String, twice name: String
  ) -> ProtocolCase {
    malformed(
      number, clause, title, target.fields.flatMap { $0.0 == name ? [$0, $0] : [$0] })
  }

  private func malformed(
    _ number: String, _ clause: String, _ title: String, replacing name: String,
    with value: String
  ) -> ProtocolCase {
    malformed(
      number, clause, title, target.fields.map { $0.0 == name ? (name, value) : $0 })
  }
}
