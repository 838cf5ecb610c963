package import Domain
package import Logging
package import RPC
package import Storage
import Synchronization
import TLS

/// Keeps the record of refusals, and of changes and readings of member data by people and programs,
/// in the service's own store.
///
/// Calls are gathered in memory and written together, at most a second later, and all of them before
/// the process ends. A process that is killed loses what was gathered; the log has had a line of it.
package final class AuditTrail: Sendable {
  /// How often what was gathered is written.
  package static let writeInterval = Duration.seconds(1)
  /// How many writes lie between two lines that say where the trail ends: those of an hour.
  package static let writesBetweenEnds = 3_600

  private let store: Store
  private let permissions: PermissionTable
  private let logger: Logger
  private let now: @Sendable () -> Instant
  private let gathering = Mutex(AuditGathering())
  /// The last write that was begun.
  private let lastWrite = Mutex<Task<Void, Never>?>(nil)

  /// Makes the trail of a store whose schema has ``AuditRows/migration``.
  package init(
    _ store: Store, _ permissions: PermissionTable, _ logger: Logger,
    now: @escaping @Sendable () -> Instant = { .now }
  ) {
    self.store = store
    self.permissions = permissions
    self.logger = logger
    self.now = now
  }

  /// Takes note of a call that has ended, if it is one to be recorded.
  package func note(_ record: RPCCallRecord) {
    guard let kind = kind(of: record) else { return }
    let (call, now) = (AuditedCall(record, isChange: kind == .change), now())
    gathering.withLock { $0.note(call, kind, at: now) }
  }

  /// Takes note of a connection whose peer was turned away.
  package func note(_ event: RPCConnectionEvent) {
    guard case .turnedAway(let peer, let error) = event else { return }
    let (call, now) = (AuditedCall(turnedAway: peer, error), now())
    gathering.withLock { $0.note(call, .refusal, at: now) }
  }

  private func kind(of record: RPCCallRecord) -> AuditGathering.Kind? {
    if record.isRefusal { return .refusal }
    guard record.peer.identity.kind != .service, let row = permissions[record.path] else {
      return nil
    }
    if row.changesState { return .change }
    return row.showsMemberData ? .reading : nil
  }

  /// Logs where the trail ends, so that the log can tell whether a trail is the one it was.
  ///
  /// - Throws: ``StorageError`` when the store cannot tell.
  package func logEnd(_ message: Logger.Message) async throws {
    let head = try await store.read { reader in try AuditRows.head(in: reader) }
    logger.notice(
      message,
      metadata: [
        "audit.position": "\(head.position)", "audit.digest": .string(head.digest.hexadecimal),
      ])
  }

  /// Writes what was gathered; what cannot be written is kept for the next time.
  ///
  /// Writes take turns: at the end of this one, what an earlier one had taken is written too, or waits.
  package func write() async {
    let write = lastWrite.withLock { last in
      let write = Task { [last] in
        await last?.value
        await self.writeGathered()
      }
      last = write
      return write
    }
    await write.value
  }

  private func writeGathered() async {
    let entries = gathering.withLock { $0.take() }
    guard !entries.isEmpty else { return }
    do {
      try await store.write { transaction in
        _ = try AuditRows.append(entries, in: transaction)
      }
    } catch {
      gathering.withLock { $0.giveBack(entries) }
      let code = (error as? StorageError)?.code.rawValue ?? "\(type(of: error))"
      logger.error(
        "The audit trail cannot be written",
        metadata: ["error": .string(code), "audit.waiting": "\(entries.count)"])
    }
  }

  /// Writes once a second, and says once an hour in the log where the trail ends, so that the log of a
  /// process that was killed has a recent end; until the surrounding task is cancelled.
  package func run(on clock: any Clock<Duration>) async {
    var writesLeft = AuditTrail.writesBetweenEnds
    while !Task.isCancelled {
      try? await clock.sleep(for: AuditTrail.writeInterval)
      guard !Task.isCancelled else { return }
      await write()
      writesLeft -= 1
      guard writesLeft == 0 else { continue }
      writesLeft = AuditTrail.writesBetweenEnds
      // A store that cannot tell now is asked again in an hour; what it cannot write is logged.
      try? await logEnd("Audit trail continues")
    }
  }

  /// Records behind a position, oldest first, those of calls that have just ended included.
  func page(after position: Int64, count: Int) async throws -> [AuditRecord] {
    await write()
    return try await store.read { reader in
      try AuditRows.page(after: position, count: count, in: reader)
    }
  }
}

extension RPCCallRecord {
  /// Whether the call was turned away before its work began: who called may not, called what is not
  /// there, called too often, or may not be known yet.
  var isRefusal: Bool {
    switch code {
    case .permissionDenied, .unauthenticated, .unimplemented: true
    case .resourceExhausted: reason == AccessControl.rateLimited
    case .unavailable: reason == PeopleRoster.rolesUnknown
    default: false
    }
  }
}

extension [UInt8] {
  /// Two digits a byte, in lower case.
  fileprivate var hexadecimal: String {
    let digits = Array<Character>("0123456789abcdef")
    return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
