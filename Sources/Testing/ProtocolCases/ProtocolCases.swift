/// Everything that a client may do to a server here, by group.
///
/// The first three groups follow the numbering of h2spec, a public list of what RFC 7540 and RFC 7541
/// ask of a server, brought to RFC 9113 and to a server that speaks gRPC; the last one follows the
/// names of gRPC's own hostile clients.
package enum ProtocolCases {
  /// Whatever a proper client may send.
  package static func generic(against target: CaseTarget) -> [ProtocolCase] {
    let cases = GenericCases(target: target)
    return cases.streams + cases.frames + cases.priority + cases.exchanges + cases.compression
  }

  /// The rules of RFC 9113.
  package static func http2(against target: CaseTarget) -> [ProtocolCase] {
    let cases = HTTP2Cases(target: target)
    return cases.starting + cases.framing + cases.streamStates + cases.streamNumbers
      + cases.streamFrames + cases.connectionFrames + cases.settings + cases.windows
      + cases.continuations + cases.fields + cases.messages
  }

  /// The rules of RFC 7541.
  package static func hpack(against target: CaseTarget) -> [ProtocolCase] {
    HPACKCases(target: target).all
  }

  /// What gRPC's hostile clients do, fourteen programs of them.
  package static func badClient(against target: CaseTarget) -> [ProtocolCase] {
    let cases = BadClientCases(target: target)
    return cases.beginnings + cases.initialSettings + cases.frames + cases.requests
      + cases.headerBlocks + cases.bounds + cases.windows
  }

  /// All groups.
  package static func all(against target: CaseTarget) -> [ProtocolCase] {
    generic(against: target) + http2(against: target) + hpack(against: target)
      + badClient(against: target)
  }
}
