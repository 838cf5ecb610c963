package import RawHTTP2

extension ProtocolCases {
  /// Plays cases one after the other, each over a connection of its own, and tells all outcomes.
  ///
  /// `open` makes a connection to the server; when it throws, the case has failed. A server that says
  /// nothing for `answerTimeMax` has had its time.
  package static func play(
    _ cases: [ProtocolCase], answerTimeMax: Duration = .seconds(5),
    over open: @Sendable () async throws -> RawPeer
  ) async -> [CaseOutcome] {
    var outcomes: [CaseOutcome] = []
    for protocolCase in cases {
      let verdict: CaseVerdict
      do {
        let peer = try await open()
        verdict = await play(protocolCase, answerTimeMax: answerTimeMax, over: peer)
        await peer.close()
      } catch {
        verdict = .failed("there is no connection: \(error)")
      }
      outcomes.append(CaseOutcome(protocolCase: protocolCase, verdict: verdict))
    }
    return outcomes
  }

  /// Plays one case over a connection on which nothing has been sent.
  package static func play(
    _ protocolCase: ProtocolCase, answerTimeMax: Duration = .seconds(5), over peer: RawPeer
  ) async -> CaseVerdict {
    var run = CaseRun(protocolCase)
    var taken = 0
    var next = run.begin()
    while true {
      switch next {
      case .finish(let verdict):
        return verdict
      case .send(let bytes):
        peer.send(bytes)
        next = run.sent()
      case .wait:
        next = await input(of: &run, from: peer, after: &taken, answerTimeMax)
      }
    }
  }

  private static func input(
    of run: inout CaseRun, from peer: RawPeer, after taken: inout Int, _ timeMax: Duration
  ) async -> CaseRun.OnInput {
    let before = taken
    let bytes = await peer.bytes(atMost: timeMax) { $0.count > before }
    if bytes.count > before {
      taken = bytes.count
      return run.receive(bytes[before...])
    }
    return peer.isClosed ? run.close() : run.expire()
  }
}
