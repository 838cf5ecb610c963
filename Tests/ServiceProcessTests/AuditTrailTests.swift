import Domain
import Foundation
import Logging
import Messages
import RPC
import Storage
import Synchronization
import TLS
import TestKit
import Testing

@testable import ServiceProcess

@Suite("The audit trail shows what was done to it")
struct AuditTrailTests {
  private let folder = TemporaryStore()

  private func record(
    _ path: String, _ kind: TLSIdentity.Kind = .client, _ name: String = "hmo",
    code: RPCStatusCode = .ok, reason: String = "", isKnown: Bool = true
  ) throws -> RPCCallRecord {
    RPCCallRecord(
      path: path, isKnownMethod: isKnown, peer: try Sample.peer(kind, name), code: code,
      reason: reason, nanoseconds: 0, requestBytes: 0, responseBytes: 0)
  }

  private func trail(_ store: Store, _ lines: LoggedLines = LoggedLines()) -> AuditTrail {
    AuditTrail(
      store, .suite,
      Logger(label: "test") { _ in
        JSONLogHandler(service: "test", level: .debug) { lines.add($0) }
      })
  }

  private func all(_ trail: AuditTrail) async throws -> [AuditRecord] {
    try await trail.page(after: 0, count: 100_000)
  }

  private let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances.path
  private let hold = AuthorizationV1.AuthorizationService.holdUnits.path
  private let ask = ClaimV1.RemittanceService.listRuns.path
  private let show = ClaimV1.ClaimService.getClaim.path

  @Test(
    "Refusals and changes by people and programs are recorded, questions and the gateway are not")
  func chooses() async throws {
    let store = try folder.open()
    let trail = trail(store)
    trail.note(try record(load))
    trail.note(try record(load, code: .invalidArgument, reason: "FIELD_INVALID"))
    trail.note(try record(ask, .person, "kim"))
    trail.note(try record(ask, .person, "kim", code: .notFound))
    trail.note(try record(ask, .person, "kim", code: .permissionDenied, reason: "NOT_ALLOWED"))
    trail.note(try record(ask, code: .resourceExhausted, reason: "RATE_LIMITED"))
    trail.note(try record(ask, code: .resourceExhausted, reason: "STORE_FULL"))
    trail.note(try record(ask, .person, "kim", code: .unavailable, reason: "ROLES_UNKNOWN"))
    trail.note(try record(ask, code: .unavailable, reason: "DRAINING"))
    trail.note(try record(hold, .service, "gateway"))
    trail.note(try record(hold, .service, "payment", code: .permissionDenied))
    trail.note(
      try record(show, .service, "network", code: .unauthenticated, reason: "CERTIFICATE_DENIED"))
    trail.note(try record("/no/\u{1}such", code: .unimplemented, isKnown: false))
    trail.note(try record("/no/other", code: .unimplemented, isKnown: false))
    let found = try await all(trail)
    #expect(
      found.map { "\($0.call.identity.split(separator: "/").last ?? "") \($0.call.status)" }
        == ["hmo 0", "hmo 3", "kim 7", "hmo 8", "kim 14", "payment 7", "network 16", "hmo 12"])
    #expect(found.last?.call.path == "unknown" && found.last?.calls == 2)
    #expect(found.map(\.position) == Array(1...8))
    #expect(try await AuditVerification.violations(of: store) == [])
    await store.close()
  }

  @Test("Who read what shows member data is recorded, and services are not, whatever came of it")
  func readings() async throws {
    let store = try folder.open()
    let trail = trail(store)
    for _ in 0..<3 { trail.note(try record(show, .person, "kim")) }
    trail.note(try record(show, .person, "kim", code: .notFound, reason: "CLAIM_UNKNOWN"))
    trail.note(try record(show, .client, "integrator"))
    trail.note(try record(show, .service, "payment"))
    trail.note(try record(ask, .person, "kim"))
    let found = try await all(trail)
    #expect(found.map(\.call.path) == [show, show, show])
    #expect(found.map(\.call.status) == [0, 5, 0])
    #expect(found.map(\.calls) == [3, 1, 1])
    #expect(found.last?.call.identity == "spiffe://hmo.internal/client/integrator")
    await store.close()
  }

  @Test("A flood of readings by many makes a bounded number of records, and all are counted")
  func floodOfReadings() async throws {
    let store = try folder.open()
    let now = Mutex<Int64>(1_700_000_000_000_000)
    let trail = AuditTrail(
      store, .suite, Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
      now: { Instant(microseconds: now.withLock { $0 }) })
    // Ten seconds, in each of which 500 identities read 20 times.
    for _ in 0..<10 {
      for call in 0..<10_000 {
        trail.note(try record(show, .person, "p\(call % 500)"))
      }
      trail.note(try record(load))
      now.withLock { $0 += 1_000_000 }
      await trail.write()
    }
    let found = try await all(trail)
    #expect(found.count <= 10 * (256 + 1 + 1))
    #expect(found.reduce(0) { $0 + $1.calls } == 100_010)
    #expect(found.count { $0.call.path == load } == 10)
    await store.close()
  }

  @Test("A change that was cut off is recorded as one of which nobody knows whether it was made")
  func unknownOutcomes() async throws {
    let store = try folder.open()
    let trail = trail(store)
    trail.note(try record(load, code: .cancelled))
    trail.note(try record(load, code: .deadlineExceeded))
    trail.note(try record(load, code: .unavailable))
    trail.note(try record(load, code: .unavailable, reason: "STORE_UNAVAILABLE"))
    trail.note(try record(load, code: .aborted, reason: "KEY_REUSED"))
    trail.note(try record(show, code: .cancelled))
    #expect(
      try await all(trail).map(\.call.reason) == [
        "OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN", "OUTCOME_UNKNOWN", "STORE_UNAVAILABLE", "KEY_REUSED",
        "",
      ])
    await store.close()
  }

  @Test("A peer that was turned away is recorded, others that came and went are not")
  func connections() async throws {
    let store = try folder.open()
    let trail = trail(store)
    let peer = try Sample.peer(.person, "kim")
    let error = RPCError(.unauthenticated, "taken back", reason: "CERTIFICATE_REFUSED")
    for _ in 0..<2 { trail.note(.turnedAway(peer, error)) }
    trail.note(.established(peer))
    trail.note(.ended(peer, reason: ""))
    trail.note(.ended(nil, reason: "handshakeFailed: somebody knocked"))
    trail.note(.refused)
    let found = try await all(trail)
    #expect(found.map(\.call.path) == ["connection"] && found.map(\.calls) == [2])
    #expect(found.map(\.call.reason) == ["CERTIFICATE_REFUSED"])
    #expect(found.map(\.call.status) == [16])
    #expect(found.map(\.call.identity) == ["spiffe://hmo.internal/person/kim"])
    #expect(found.map(\.call.serialNumber) == ["0A"])
    await store.close()
  }

  @Test(
    "The trail goes on where it ended after the store was closed, and the log says where that is")
  func goesOn() async throws {
    let lines = LoggedLines()
    for round in 1...3 {
      let store = try folder.open()
      let trail = trail(store, lines)
      try await trail.logEnd("Audit trail opened")
      trail.note(try record(load))
      await trail.write()
      let found = try await all(trail)
      #expect(found.count == round)
      #expect(found.last?.previousDigest == (found.dropLast().last?.digest ?? AuditRecord.noDigest))
      #expect(try await AuditVerification.violations(of: store) == [])
      await store.close()
    }
    #expect(
      lines.events("Audit trail opened").map { $0["audit.position"] } == ["0", "1", "2"])
  }

  @Test("Once an hour the log says where the trail ends")
  func hourly() async throws {
    let lines = LoggedLines()
    let store = try folder.open()
    let trail = trail(store, lines)
    trail.note(try record(load))
    let seconds = SecondsAtOnce(7_201)
    await Task { await trail.run(on: seconds) }.value
    #expect(
      lines.events("Audit trail continues").map { $0["audit.position"] } == ["1", "1"])
    await store.close()
  }

  @Test("What was gathered is written before the process ends")
  func writtenAtTheEnd() async throws {
    let fixture = try ServiceFixture()
    let service = try await fixture.start()
    let refusal = try await fixture.withClient(.client, "integrator") { client in
      await failure { try await client.unary(StatusV1.StatusService.getMetrics, .init()) }
    }
    #expect(refusal?.code == .permissionDenied)
    await service.end()
    let store = try Store.open(
      StoreConfiguration(path: fixture.configuration.storePath), schema: ServiceFixture.schema)
    #expect(try await all(trail(store)).map(\.call.status) == [7])
    await store.close()
  }

  @Test("Pages follow each other without a gap, and the last one says that it is the last")
  func pages() async throws {
    let store = try folder.open()
    let trail = trail(store)
    for number in 1...4 { trail.note(try record(load, .person, "p\(number)")) }
    for (size, expected) in [(3, [[1, 2, 3], [4]]), (2, [[1, 2], [3, 4]])] as [(Int32, [[Int64]])] {
      var request = StatusV1.ListAuditRecordsRequest()
      request.pageSize = size
      var pages: [[Int64]] = []
      repeat {
        let page = try await AuditPage(request).read(from: trail)
        pages.append(page.records.map(\.position))
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty && pages.count < 5
      #expect(pages == expected)
    }
    await store.close()
  }

  @Test("A record's digest covers its position, and where one field ends and the next begins")
  func digests() throws {
    func digest(_ identity: String, _ serialNumber: String, after position: Int64) throws -> [UInt8]
    {
      let call = AuditedCall(
        identity: identity, serialNumber: serialNumber, path: "/a/B", status: 7, reason: "")
      return try AuditRecord(
        AuditEntry(call: call, at: Instant(microseconds: 1)),
        after: AuditHead(position: position, digest: AuditRecord.noDigest)
      ).digest
    }
    let digests = [
      try digest("ab", "c", after: 0), try digest("a", "bc", after: 0),
      try digest("ab", "c", after: 1),
    ]
    #expect(Set(digests).count == 3)
  }

  @Test("A gap in the positions is a break although every digest is right")
  func gap() throws {
    func record(after head: AuditHead) throws -> AuditRecord {
      try AuditRecord(AuditEntry(call: .others, at: Instant(microseconds: 1)), after: head)
    }
    let first = try record(after: .empty)
    let third = try record(after: AuditHead(position: 2, digest: first.digest))
    let end = AuditHead(position: third.position, digest: third.digest)
    var check = AuditCheck(start: end)
    try check.add(first)
    try check.add(third)
    check.finish(end: end)
    #expect(check.breaks.map(\.position) == [3])
  }

  @Test("What cannot be written is kept and written later")
  func keepsWhatFails() async throws {
    let lines = LoggedLines()
    let store = try folder.open()
    let trail = trail(store, lines)
    let inTheWay = AuditRecord(
      position: 1, at: Instant(microseconds: 0), call: .others, calls: 1, previousDigest: [],
      digest: [])
    try await store.write { try AuditRows.insert(inTheWay, in: $0) }
    trail.note(try record(load))
    await trail.write()
    #expect(lines.events("The audit trail cannot be written").count == 1)
    try await store.write { _ = try $0.execute("DELETE FROM audit_record") }
    #expect(try await all(trail).count == 1)
    await store.close()
  }

  @Test("Who lists sees what is just being written too, 500 times")
  func seesWhatIsBeingWritten() async throws {
    let store = try folder.open()
    let trail = trail(store)
    for round in 1...500 {
      trail.note(try record(load, .person, "p\(round)"))
      async let background: Void = trail.write()
      let last = try await trail.page(after: Int64(round) - 1, count: 10)
      #expect(last.map(\.position) == [Int64(round)])
      await background
    }
    await store.close()
  }

  @Test("An edited, deleted, inserted, moved, resealed or added record is found, 100 times each")
  func tampering() async throws {
    let store = try folder.open()
    let trail = trail(store)
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    for number in 0..<40 {
      trail.note(try record(load, .person, "p\(number)"))
      if number % 7 == 0 { await trail.write() }
    }
    let records = try await all(trail)
    #expect(records.count == 40)
    for tamper in Tamper.allCases {
      for _ in 0..<100 {
        let changed = tamper.done(to: records, &random)
        let isFound = try await isFound(changed, in: store)
        #expect(isFound, "\(tamper), seed \(seed)")
      }
    }
    #expect(try await !isFound(records, in: store))
    await store.close()
  }

  /// Whether the check of the store finds fault with these records in the place of its own.
  private func isFound(_ records: [AuditRecord], in store: Store) async throws -> Bool {
    try await store.write { transaction in
      try transaction.execute("DELETE FROM audit_record")
      for record in records { try AuditRows.insert(record, in: transaction) }
    }
    return try await !AuditVerification.violations(of: store).isEmpty
  }
}

/// What somebody who can write the file might do.
private enum Tamper: CaseIterable {
  case edit
  case delete
  case insert
  case move
  case reseal
  case replace
  case append

  func done(
    to records: [AuditRecord], _ random: inout SeededGenerator
  ) -> [AuditRecord] {
    var records = records
    let place = Int.random(in: records.indices, using: &random)
    switch self {
    case .edit: records[place] = edited(records[place], &random)
    case .delete:
      // A part from some record on, up to the end now and then; positions closed up now and then.
      let count = Int.random(in: 1...(records.count - place), using: &random)
      records.removeSubrange(place..<(place + count))
      if Bool.random(using: &random) { renumber(&records) }
    case .insert:
      let added = edited(records[place], &random)
      records.insert(added, at: Int.random(in: 0...records.count, using: &random))
      renumber(&records)
    case .reseal:
      // A record that is changed with the right digest, which the next one is made to name.
      let entry = AuditEntry(
        call: .others, at: records[place].at, calls: records[place].calls)
      let head = AuditHead(
        position: records[place].position - 1, digest: records[place].previousDigest)
      guard let forged = try? AuditRecord(entry, after: head) else { break }
      records[place] = forged
      if place + 1 < records.count {
        let next = records[place + 1]
        records[place + 1] = AuditRecord(
          position: next.position, at: next.at, call: next.call, calls: next.calls,
          previousDigest: forged.digest, digest: next.digest)
      }
    case .replace:
      // A record with the right digest, while the next one goes on naming the old one.
      records[place] = sealed(.others, after: head(before: records[place])) ?? records[place]
    case .append:
      let last = records[records.count - 1]
      let head = AuditHead(position: last.position, digest: last.digest)
      if let added = sealed(last.call, after: head) { records.append(added) }
    case .move:
      let other = (place + Int.random(in: 1..<records.count, using: &random)) % records.count
      records.swapAt(place, other)
      renumber(&records)
    }
    return records
  }

  private func head(before record: AuditRecord) -> AuditHead {
    AuditHead(position: record.position - 1, digest: record.previousDigest)
  }

  private func sealed(_ call: AuditedCall, after head: AuditHead) -> AuditRecord? {
    try? AuditRecord(AuditEntry(call: call, at: Instant(microseconds: 5)), after: head)
  }

  private func renumber(_ records: inout [AuditRecord]) {
    records = records.enumerated().map { index, record in
      AuditRecord(
        position: Int64(index) + 1, at: record.at, call: record.call, calls: record.calls,
        previousDigest: record.previousDigest, digest: record.digest)
    }
  }

  private func edited(
    _ record: AuditRecord, _ random: inout SeededGenerator
  ) -> AuditRecord {
    let field = Int.random(in: 0..<9, using: &random)
    let call = record.call
    func flipped(_ bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      bytes[Int.random(in: bytes.indices, using: &random)] ^=
        1
        << UInt8.random(
          in: 0..<8, using: &random)
      return bytes
    }
    let previous = field == 7 ? flipped(record.previousDigest) : record.previousDigest
    let digest = field == 8 ? flipped(record.digest) : record.digest
    return AuditRecord(
      position: record.position,
      at: field == 0 ? Instant(microseconds: record.at.microseconds + 1) : record.at,
      call: AuditedCall(
        identity: field == 1 ? call.identity + "x" : call.identity,
        serialNumber: field == 2 ? "" : call.serialNumber,
        path: field == 3 ? String(call.path.dropLast()) : call.path,
        status: field == 4 ? call.status + 7 : call.status,
        reason: field == 5 ? call.reason + "A" : call.reason),
      calls: field == 6 ? record.calls + 1 : record.calls, previousDigest: previous,
      digest: digest)
  }
}

/// A generator whose numbers follow from its seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A clock by which that many sleeps are over at once; the next one ends the task.
private struct SecondsAtOnce: Clock {
  private let left = Counter()
  private let count: Int

  init(_ count: Int) { self.count = count }

  var now: ContinuousClock.Instant { .now }
  var minimumResolution: Duration { .zero }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    guard left.next() <= count else {
      withUnsafeCurrentTask { $0?.cancel() }
      throw CancellationError()
    }
  }

  private final class Counter: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
      value.withLock {
        $0 += 1
        return $0
      }
    }
  }
}

/// A folder with a store that has nothing but an audit trail.
final class TemporaryStore: Sendable {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("audit-\(UUID().uuidString)").path

  init() {
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func open() throws -> Store {
    try Store.open(
      StoreConfiguration(path: folder + "/audit.db"),
      schema: StoreSchema("audit", [AuditRows.migration]))
  }
}
