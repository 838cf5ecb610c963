import Domain
import Messages
import Protobuf
import Storage
import Testing

@Suite("Finding faults in the store")
struct VerificationTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let invariant: String
    let record: String
    let statement: SQL
    var testDescription: String { "\(invariant): \(statement.text)" }
  }

  static let faults: [Fault] = [
    Fault(
      invariant: "AUTH-UNITS-1", record: "A1", statement: "UPDATE authorization_line SET used = 0"),
    Fault(
      invariant: "AUTH-UNITS-1", record: "A1",
      statement: "UPDATE authorization_line SET reserved = reserved + 1000"),
    Fault(
      invariant: "AUTH-UNITS-1", record: "A1",
      statement: "UPDATE authorization_line SET approved = 1000"),
    Fault(
      invariant: "AUTH-UNITS-1", record: "A1", statement: "UPDATE settlement_line SET taken = 1"),
    Fault(
      invariant: "AUTH-UNITS-1", record: "A1", statement: "DELETE FROM settlement_line"),
    Fault(
      invariant: "AUTH-MATCH-6", record: "A1",
      statement: "UPDATE authorization_line SET to_day = from_day"),
    Fault(
      invariant: "AUTH-MATCH-5", record: "1/1/hold/C1",
      statement: "DELETE FROM authorization_line"),
    Fault(
      invariant: "REF-VISIT-1", record: "R1", statement: "UPDATE referral_visit SET taken_lines = 2"
    ),
    Fault(invariant: "REF-VISIT-1", record: "R1", statement: "DELETE FROM referral_visit"),
    Fault(
      invariant: "REF-MATCH-3", record: "R1", statement: "UPDATE referral SET visits_granted = 1"),
    Fault(
      invariant: "REF-MATCH-2", record: "R1", statement: "UPDATE referral SET to_day = from_day"),
    Fault(invariant: "HOLD-1", record: "1/1/hold/C2", statement: "DELETE FROM open_hold"),
    Fault(
      invariant: "HOLD-1", record: "1/1/hold/C1",
      statement: "INSERT INTO open_hold SELECT hold_id FROM hold_end WHERE state = 'settled'"),
    Fault(
      invariant: "HOLD-2", record: "1/1/hold/C1",
      statement: "UPDATE hold_end SET state = 'released' WHERE state = 'settled'"),
    Fault(
      invariant: "HOLD-3", record: "1/1/hold/C3",
      statement: "UPDATE hold_end SET state = 'released' WHERE state = 'tombstone'"),
    Fault(
      invariant: "HOLD-2", record: "1/1/hold/C1",
      statement: "UPDATE hold_line SET held = 1000"),
    Fault(
      invariant: "HOLD-3", record: "1/1/hold/C1", statement: "UPDATE hold SET digest = NULL"),
    Fault(
      invariant: "AUTH-DECISION-1", record: "A1",
      statement: "UPDATE prior_authorization SET decision = 'not_necessary'"),
    Fault(invariant: "AUTH-UNITS-1", record: "A1", statement: "DELETE FROM hold_return"),
    Fault(invariant: "REF-VISIT-1", record: "R1", statement: "DELETE FROM hold_return"),
    Fault(
      invariant: "HOLD-5", record: "1/1/hold/C4",
      statement: """
        UPDATE hold_end SET state = 'released' WHERE hold_id IN (SELECT hold_id FROM hold_return)
        """),
  ]

  @Test("VerifyStore finds a planted fault and names its record", arguments: faults)
  func plantedFault(fault: Fault) async throws {
    let fixture = try await busy()
    #expect(try await fixture.violations().isEmpty)
    try await fixture.store.write { transaction in
      _ = try transaction.execute(fault.statement)
    }
    let found = try await fixture.violations()
    #expect(found.contains { $0.invariant == fault.invariant && $0.record == fault.record })
    #expect(found.allSatisfy { !$0.finding.isEmpty })
  }

  /// One settled hold, one open one, one that was given back, and a tombstone.
  private func busy() async throws -> AuthorizationFixture {
    let fixture = try AuthorizationFixture()
    try await fixture.load("L1", [Sample.authorization()], referrals: [Sample.referral()])
    _ = try await fixture.hold(
      Sample.hold("C1", Sample.line(units: 2, needs: [.authorization, .referral])),
      Sample.hold(
        "C2", Sample.line(units: 3, on: "2026-04-02", needs: [.authorization, .referral])))
    _ = try await fixture.settle(Sample.settlement("C1", .init(thousandths: 2_000, visit: true)))
    _ = try await fixture.release(Sample.release("C3"))
    _ = try await fixture.hold(
      Sample.hold(
        "C4", Sample.line(units: 1, on: "2026-04-03", needs: [.authorization, .referral])))
    _ = try await fixture.settle(Sample.settlement("C4", .init(thousandths: 1_000, visit: true)))
    _ = try await fixture.giveBack(Sample.unitReturn("C4"))
    return fixture
  }
}
