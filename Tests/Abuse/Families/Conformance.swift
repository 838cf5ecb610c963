import NIOCore
import ProtocolCases
import RPC
import RawHTTP2

/// The public list of HTTP/2 and HPACK cases over mutual TLS.
struct Conformance: Family {
  let name = "conformance"

  func attack(_ site: Site) async throws -> [Check] {
    let target = CasePlay.target
    let cases =
      ProtocolCases.generic(against: target) + ProtocolCases.http2(against: target)
      + ProtocolCases.hpack(against: target)
    let outcomes = try await CasePlay.play(cases, site)
    return [Check("cases", cases.count, exactly: 147)] + CasePlay.checks(outcomes)
  }
}

/// What gRPC's own hostile clients do, again and again.
struct BadClients: Family {
  let name = "bad-clients"

  func attack(_ site: Site) async throws -> [Check] {
    let cases = ProtocolCases.badClient(against: CasePlay.target)
    let times = site.scale.badClientTimes
    let all = (0..<times).flatMap { _ in cases }
    let outcomes = try await CasePlay.play(all, site)
    return [Check("cases played", outcomes.count, exactly: cases.count * times)]
      + CasePlay.checks(outcomes)
  }
}

/// Plays cases over connections of the one who may call, eight at once.
private enum CasePlay {
  static let target = CaseTarget(path: EchoCalls.echo, message: EchoCalls.request)

  static func play(_ cases: [ProtocolCase], _ site: Site) async throws -> [CaseOutcome] {
    let played = try await Crowd.run(cases.count, atOnce: 8) { index in
      await ProtocolCases.play([cases[index]]) {
        try await RawPeer(to: site.address, tls: site.credentials.insider, group: site.group)
      }
    }
    return played.flatMap(\.self)
  }

  /// One check for all, and one more that names each case that failed.
  static func checks(_ outcomes: [CaseOutcome]) -> [Check] {
    let failed = outcomes.filter { !$0.isPassed }
    let names = Set(failed.map(\.protocolCase.identifier)).sorted()
    return [Check("cases that failed", failed.count, exactly: 0)]
      + names.map { Check("failed: \($0)", 1, exactly: 0) }
  }
}
