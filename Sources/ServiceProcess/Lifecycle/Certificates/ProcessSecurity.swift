package import Logging
package import RPC
import Synchronization
package import TLS

/// The certificates of a running process: what it shows, whom it trusts, and whose were taken back.
///
/// ``tick()`` is called every second, and ``check()`` when an operator asks for it. Files that do not
/// hold are refused with a line in the log, and what was read before stays in force: a renewal can
/// fail, but it cannot open a door or end a call.
package final class ProcessSecurity: Sendable {
  /// For the connections that we accept.
  package let server: TLSContext
  /// Whose certificates were taken back.
  package let denyList: TLSDenyList

  private let denyListFile: DenyListFile?
  private let clock: TLSClock
  private let random: @Sendable () -> UInt64
  private let logger: Logger
  /// Whether our own certificate has ended, or the clock cannot tell.
  private let isEnded = Atomic(false)
  private let state: Mutex<State>

  private struct State {
    var certificates: FileWatch
    /// The stamps of the files in use.
    var stamps: [FileStamp?]
    var denied: FileWatch
    var life = CertificateLife()
    var renewal = ConnectionRenewal()
    var clients: [TLSContext] = []
    var endings: [ConnectionEnding] = []
    var refusals: [String: String] = [:]
    /// How often connections of denied peers are still looked for.
    var sweepsLeft = 0
  }

  /// How long calls on connections of an earlier certificate may take to finish. With the delays
  /// before, the earlier certificate is out of use within 60 s.
  package static let renewalDrainTimeMax = Duration.seconds(30)

  /// A connection that was being opened while its peer was denied is found by the second sweep.
  private static let sweepsPerDenial = 2

  /// Reads certificate, key, authorities and deny-list.
  ///
  /// - Throws: ``TLSError`` in words for an operator.
  package init(
    _ configuration: TLSConfiguration, denyListPath: String?, logger: Logger,
    clock: TLSClock = .system,
    random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
  ) throws(TLSError) {
    let file = denyListPath.map { DenyListFile(path: $0) }
    let stamps = configuration.stamps
    let deniedStamps = [file?.stamp]
    denyListFile = file
    denyList = TLSDenyList(try file?.read() ?? [])
    server = try TLSContext(configuration, check: .strict, denyList: denyList, clock: clock)
    self.clock = clock
    self.random = random
    self.logger = logger
    state = Mutex(
      State(
        certificates: FileWatch(stamps, settles: true), stamps: stamps,
        denied: FileWatch(deniedStamps, settles: false)))
  }

  /// Our certificate for connections to others; renewed with the server's.
  ///
  /// - Throws: ``TLSError`` in words for an operator.
  package func clientContext(_ configuration: TLSConfiguration) throws(TLSError) -> TLSContext {
    let context = try TLSContext(configuration, check: .strict, denyList: denyList, clock: clock)
    state.withLock { $0.clients.append(context) }
    return context
  }

  /// From now on `end` is called when connections have to end.
  package func onEnding(_ end: @escaping ConnectionEnding) {
    state.withLock { $0.endings.append(end) }
  }

  /// Why a call of `peer` may not be answered, whatever it asks for; nothing when it may.
  package func refusal(of peer: RPCPeer) -> RPCError? {
    if denyList.contains(peer.serialNumber) {
      return RPCError(
        .unauthenticated, "the caller's certificate was taken back", reason: "CERTIFICATE_DENIED")
    }
    if isEnded.load(ordering: .relaxed) {
      return RPCError(
        .unavailable, "the server's certificate has ended", reason: "CERTIFICATE_ENDED")
    }
    return nil
  }
}

// MARK: - Looking

extension ProcessSecurity {
  /// A second has passed: looks whether files have changed, and ends connections that are due.
  package func tick() {
    let endings = state.withLock { state in
      look(&state, isForced: false)
      var endings = deniedEndings(&state)
      if state.renewal.ticked() == .endConnections { endings += renewalEndings(state) }
      return endings
    }
    for end in endings { end() }
  }

  /// Reads everything again at once, changed or not.
  package func check() {
    let endings = state.withLock { state in
      look(&state, isForced: true)
      return deniedEndings(&state)
    }
    for end in endings { end() }
  }

  private func look(_ state: inout State, isForced: Bool) {
    lookAtDenyList(&state, isForced: isForced)
    lookAtCertificates(&state, isForced: isForced)
    lookAtLife(&state)
  }

  private func deniedEndings(_ state: inout State) -> [@Sendable () -> Void] {
    guard state.sweepsLeft > 0 else { return [] }
    state.sweepsLeft -= 1
    let denyList = denyList
    return state.endings.map { end in
      { end(false, .zero) { denyList.contains($0.serialNumber) } }
    }
  }

  private func renewalEndings(_ state: State) -> [@Sendable () -> Void] {
    logger.info("Connections move to the new certificate")
    return state.endings.map { end in
      { end(true, Self.renewalDrainTimeMax) { _ in true } }
    }
  }
}

// MARK: - The deny-list

extension ProcessSecurity {
  private func lookAtDenyList(_ state: inout State, isForced: Bool) {
    guard let file = denyListFile else { return }
    guard state.denied.looked([file.stamp], isForced: isForced) == .read else { return }
    do throws(TLSError) {
      let serials = try file.read()
      let added = denyList.add(serials)
      state.refusals["deny-list"] = nil
      if added > 0 { state.sweepsLeft = Self.sweepsPerDenial }
      logger.notice(
        "Deny-list read",
        metadata: [
          "denied.new": "\(added)", "denied.all": "\(denyList.count)",
          "denied.listed": "\(Set(serials).count)",
        ])
    } catch {
      state.denied.refused()
      note(error, of: "deny-list", "Deny-list refused; what was read before holds", &state)
    }
  }
}

// MARK: - Our certificate

extension ProcessSecurity {
  private func lookAtCertificates(_ state: inout State, isForced: Bool) {
    let stamps = server.configuration.stamps
    guard state.certificates.looked(stamps, isForced: isForced) == .read else { return }
    let before = server.certificate
    do throws(TLSError) {
      try renew(state.clients)
      state.refusals["certificate"] = nil
    } catch {
      state.certificates.refused()
      note(error, of: "certificate", "Certificates refused; those read before hold", &state)
      return
    }
    if stamps != state.stamps { state.renewal.renewed(random: random()) }
    state.stamps = stamps
    logger.notice(
      "Certificates read",
      metadata: [
        "certificate.serial": .string(server.certificate?.serialNumber ?? ""),
        "certificate.before": .string(before?.serialNumber ?? ""),
      ])
  }

  /// All contexts take the new files, or none does.
  private func renew(_ clients: [TLSContext]) throws(TLSError) {
    var prepared: [TLSContext.PreparedReload] = []
    for context in [server] + clients { prepared.append(try context.prepareReload()) }
    for reload in prepared { reload.commit() }
  }

  private func lookAtLife(_ state: inout State) {
    guard let end = server.certificate?.endSeconds, let now = clock.nowSeconds() else {
      isEnded.store(true, ordering: .relaxed)
      return
    }
    isEnded.store(now >= end, ordering: .relaxed)
    switch state.life.looked(endSeconds: end, nowSeconds: now) {
    case .nothing: break
    case .endsWithin(let days):
      logger.warning(
        "Our certificate ends soon; issue it again", metadata: ["certificate.days": "\(days)"])
    case .ended:
      logger.error("Our certificate has ended; calls are refused until it is issued again")
    }
  }

  /// Logs a refusal once, however often the same files are looked at.
  private func note(
    _ error: TLSError, of subject: String, _ message: Logger.Message, _ state: inout State
  ) {
    guard state.refusals.updateValue(error.message, forKey: subject) != error.message else {
      return
    }
    logger.error(message, metadata: ["reason": .string(error.description)])
  }
}
