import Domain
import DomainMessages
import Messages
import NIOPosix
import Protobuf
import RPC
import ServiceProcess
import Storage
import TLS
import Testing

@Suite("People and their roles")
struct PeopleTests {
  private typealias Role = AuthorizationV1.Role

  private func person(
    _ name: String, _ roles: Role..., from: String = "2026-01-01", to: String = "2026-12-31"
  ) -> AuthorizationV1.Person {
    .with { person in
      person.personID = name
      person.roles = roles.map { role in
        .with {
          $0.role = role
          $0.days = DaySpan(from: Sample.day(from), to: Sample.day(to)).message
        }
      }
    }
  }

  private func roles(_ fixture: AuthorizationFixture, _ name: String) throws -> Roles {
    guard let identity = TLSIdentity(kind: .person, name: name) else { throw FixtureError() }
    return try fixture.people.actor(identity).roles
  }

  @Test("A load gives roles that hold at once, and a person without roles is gone")
  func loads() async throws {
    let fixture = try AuthorizationFixture()
    let answer = try await fixture.loadPeople(
      "L1", person("kim", .examiner, .auditor), person("lee", .nurse, to: "2026-04-01"))
    #expect(answer.people == 2)
    #expect(try roles(fixture, "kim") == [.examiner, .auditor])
    #expect(try roles(fixture, "lee") == [], "the role ended yesterday")
    try await fixture.loadPeople("L2", person("kim", .physician))
    #expect(try roles(fixture, "kim") == .physician)
    #expect(try await fixture.listPeople().people.map(\.personID) == ["kim", "lee"])
    try await fixture.loadPeople("L3", person("kim"))
    #expect(try roles(fixture, "kim") == [])
    #expect(try await fixture.listPeople().people.map(\.personID) == ["lee"])
  }

  @Test("Each role of the interface is the role of its name")
  func names() async throws {
    let fixture = try AuthorizationFixture()
    let all: [(Role, Roles)] = [
      (.submitter, .submitter), (.examiner, .examiner), (.nurse, .nurse),
      (.physician, .physician), (.auditor, .auditor), (.operator, .operator),
    ]
    for (index, (code, role)) in all.enumerated() {
      try await fixture.loadPeople("L\(index)", person("p\(index)", code))
      #expect(try roles(fixture, "p\(index)") == role)
    }
    let listed = try await fixture.listPeople().people
    #expect(listed.map { $0.roles.map(\.role) } == all.map { [$0.0] })
  }

  @Test("The same load again changes nothing, another one under its name is refused")
  func repeats() async throws {
    let fixture = try AuthorizationFixture()
    let first = try await fixture.loadPeople("L1", person("kim", .examiner))
    try await fixture.loadPeople("L2", person("kim"))
    #expect(try await fixture.loadPeople("L1", person("kim", .examiner)) == first)
    #expect(try roles(fixture, "kim") == [])
    let error = await #expect(throws: RPCError.self) {
      try await fixture.loadPeople("L1", person("kim", .operator))
    }
    #expect(error?.code == .aborted && error?.reason == "KEY_REUSED")
  }

  @Test("A wrong record is named with its field, and nothing of the load is kept")
  func wrongRecords() async throws {
    let fixture = try AuthorizationFixture()
    let good = person("kim", .examiner)
    let tooMany = AuthorizationV1.Person.with {
      $0.personID = "lee"
      $0.roles = Array(repeating: good.roles[0], count: 101)
    }
    var wrong: [(String, AuthorizationV1.Person)] = [
      ("people[1].person_id", good), ("people[1].roles", tooMany),
      ("people[1].roles[0].role", person("lee", .unspecified)),
      ("people[1].roles[0].role", person("lee", Role(rawValue: 99))),
      ("people[1].roles[0].days", person("lee", .nurse, from: "2026-02-01", to: "2026-01-31")),
    ]
    wrong += ["", "a b", "a/b", "..", "é", String(repeating: "x", count: 65)].map {
      ("people[1].person_id", person($0, .nurse))
    }
    for (field, record) in wrong {
      let error = await #expect(throws: RPCError.self) {
        try await fixture.loadPeople("W", good, record)
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    await #expect(throws: RPCError.self) { try await fixture.loadPeople("", good) }
    #expect(try await fixture.listPeople().people == [])
    #expect(try roles(fixture, "kim") == [])
  }

  @Test("There are at most 10,000 people, who come in pages by their names")
  func manyPeople() async throws {
    let fixture = try AuthorizationFixture()
    for load in 0..<10 {
      let people = (0..<1_000).map { person("p\(load * 1_000 + $0)", .nurse) }
      try await fixture.loadPeople("L\(load)", people)
    }
    let error = await #expect(throws: RPCError.self) {
      try await fixture.loadPeople("L10", person("p0", .examiner), person("one-more", .nurse))
    }
    #expect(error?.code == .failedPrecondition && error?.reason == "TOO_MANY_PEOPLE")
    #expect(try roles(fixture, "p0") == .nurse)
    let tooLarge = await #expect(throws: RPCError.self) {
      try await fixture.loadPeople("L11", (0..<1_001).map { person("p\($0)", .nurse) })
    }
    #expect(tooLarge?.fieldViolations.map(\.field) == ["people"])

    var names: [String] = []
    var token = ""
    repeat {
      let page = try await fixture.listPeople(size: 999, after: token)
      names += page.people.map(\.personID)
      token = page.nextPageToken
    } while !token.isEmpty
    #expect(names == (0..<10_000).map { "p\($0)" }.sorted())
    for (size, token) in [(-1, ""), (1_001, ""), (1, String(repeating: "x", count: 101))] {
      let error = await #expect(throws: RPCError.self) {
        try await fixture.listPeople(size: Int32(size), after: token)
      }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test("Who held what at any time is told, with who gave it, and nothing of it is ever changed")
  func history() async throws {
    let fixture = try AuthorizationFixture()
    let start = fixture.clock.now
    func at(_ hour: Int64) -> Instant {
      Instant(microseconds: start.microseconds + hour * 3_600_000_000)
    }
    func held(_ hour: Int64) async throws -> [String: [Role]] {
      let people = try await fixture.listPeople(at: at(hour)).people
      return Dictionary(uniqueKeysWithValues: people.map { ($0.personID, $0.roles.map(\.role)) })
    }
    let loads = [
      [person("kim", .examiner), person("lee", .nurse)], [person("kim", .operator)],
      [person("kim")], [person("kim", .auditor, .examiner)],
    ]
    for (index, people) in loads.enumerated() {
      fixture.clock.now = at(Int64(index) * 2 + 1)
      try await fixture.loadPeople("L\(index)", people)
    }
    #expect(try await fixture.listPeople(at: at(0)) == .init())
    #expect(try await held(1) == ["kim": [.examiner], "lee": [.nurse]])
    #expect(try await held(2) == ["kim": [.examiner], "lee": [.nurse]])
    #expect(try await held(3) == ["kim": [.operator], "lee": [.nurse]])
    #expect(try await held(6) == ["lee": [.nurse]])
    #expect(try await held(9) == ["kim": [.auditor, .examiner], "lee": [.nurse]])
    let now = try await fixture.listPeople()
    #expect(now.people == (try await fixture.listPeople(at: at(9))).people)
    let third = try #require(try await fixture.listPeople(at: at(6)).lastLoad)
    #expect(third.revision == 3 && third.requestID == "L2")
    #expect(third.loadedBy == "spiffe://hmo.internal/service/gateway")
    #expect(third.at?.microseconds == at(5).microseconds)
    let first = try await fixture.listPeople(size: 1, at: at(1))
    #expect(first.people.map(\.personID) == ["kim"])
    let second = try await fixture.listPeople(size: 1, after: first.nextPageToken, at: at(1))
    #expect(second.people.map(\.personID) == ["lee"] && second.nextPageToken.isEmpty)
  }

  @Test(
    "A role that no load gave is found, and one that is gone without a load",
    arguments: [
      "UPDATE person_role SET role = 'operator' WHERE person_id = 'kim'",
      "UPDATE person_role SET to_day = to_day + 1 WHERE person_id = 'kim'",
      "DELETE FROM person_role WHERE person_id = 'kim'",
      "INSERT INTO person_role SELECT 'kim', 9, role, from_day, to_day FROM person_role LIMIT 1",
    ] as [SQL])
  func tampering(statement: SQL) async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.loadPeople("L1", person("kim", .operator), person("lee", .nurse))
    try await fixture.loadPeople("L2", person("kim", .examiner), person("max"))
    try await fixture.loadPeople("L3", person("lee"))
    #expect(try await fixture.violations() == [])
    try await fixture.store.write { _ = try $0.execute(statement) }
    let found = try await fixture.violations()
    #expect(found.map(\.invariant) == ["PEOPLE-HISTORY"] && found.map(\.record) == ["kim"])
  }

  @Test("After a restart everyone holds what was given")
  func restart() async throws {
    let fixture = try AuthorizationFixture()
    try await fixture.loadPeople("L1", person("kim", .examiner))
    let snapshot = try await fixture.store.read { try PeopleRowsProbe.snapshot(in: $0) }
    #expect(snapshot == [["kim", "examiner"]])
    let again = try await fixture.restarted()
    #expect(try await again.listPeople().people.map(\.personID) == ["kim"])
    await again.store.close()
  }
}

/// What the store says of people, read without the code under test.
private enum PeopleRowsProbe {
  static func snapshot(in reader: some StoreReading) throws -> [[String]] {
    try reader.rows("SELECT person_id, role FROM person_role ORDER BY person_id, place") { row in
      [try row.value(0), try row.value(1)]
    }
  }
}
