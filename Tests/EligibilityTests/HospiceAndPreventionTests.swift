import Domain
import DomainMessages
import Eligibility
import Messages
import Protobuf
import RPC
import Testing

@Suite("Hospice elections, limits and preventive services are loaded and answered")
struct HospiceAndPreventionTests {
  private func elected(_ days: TypeV1.DaySpan...) throws -> EligibilityV1.Member {
    var member = try Sample.member()
    member.hospice = days
    return member
  }

  private func isInHospice(_ fixture: EligibilityFixture, _ days: String...) async throws -> [Bool]
  {
    try await fixture.answer(Sample.question(days: days)).lines.map(\.isInHospice)
  }

  @Test("ELIG-HOSPICE-1: an election is loaded, answered, voided and a change of its days")
  func election() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    #expect(try await isInHospice(fixture, "2026-03-10") == [false])
    try await fixture.load { $0.members = [try elected(Sample.days("2026-03-01"))] }
    #expect(try await isInHospice(fixture, "2026-02-28", "2026-03-01") == [false, true])
    let before = try await fixture.changes(4).last?.position ?? 0
    try await fixture.load { $0.members = [try elected(Sample.days("2026-03-01", "2026-03-10"))] }
    #expect(try await isInHospice(fixture, "2026-03-10", "2026-03-11") == [true, false])
    let change = try await fixture.changes(1, after: before).first
    #expect(change?.kind == "coverage")
    #expect(try DaySpan(change?.days, "days").from == Day(iso: "2026-03-11"))
    #expect(try await fixture.administration.violations().isEmpty)
  }

  @Test("ELIG-HOSPICE-1: elections that overlap are refused")
  func overlap() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let refused = await fixture.refusal {
      $0.members = [
        try elected(Sample.days("2026-03-01", "2026-03-10"), Sample.days("2026-03-10"))
      ]
    }
    #expect(refused?.fieldViolations.map(\.field) == ["members[0].hospice[1]"])
  }

  @Test("A benefit row keeps its limits and who owes what is over them")
  func limits() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      var product = try Sample.product()
      product.benefits[0].visitsMax = 20
      product.benefits[0].dollarsMax = Money(cents: 150_000).message
      product.benefits[0].limitLiability = .provider
      request.products = [product]
    }
    let rows = try await fixture.answer(Sample.question()).lines[0].benefits.map {
      try BenefitRow($0)
    }
    #expect(rows.map(\.visitsMax) == [20, nil])
    #expect(rows.map(\.dollarsMax) == [Money(cents: 150_000), nil])
    #expect(rows.map(\.limitLiability) == [.provider, .member])
    let refused = await fixture.refusal { request in
      var product = try Sample.product()
      product.benefits[0].visitsMax = -1
      request.products = [product]
    }
    #expect(refused?.fieldViolations.map(\.field) == ["products[0].benefits[0].visits_max"])
  }

  @Test("BEN-3: a service of the list is answered as preventive, and a change of the list is told")
  func prevention() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let answer = try await fixture.load { request in
      request.preventiveServices = [
        .with {
          $0.procedure = "99213"
          $0.diagnosisPrefix = "Z12"
          $0.days = try? Sample.days("2026-01-01")
        }
      ]
    }
    #expect(answer.preventiveServices == 1)
    let change = try await fixture.changes(4).last
    #expect(change?.kind == "preventive" && change?.subject == "99213")
    var question = try Sample.question()
    question.lines[0].diagnoses = ["Z1211"]
    #expect(
      try await fixture.answer(question).lines[0].benefits.map(\.isPreventive) == [true, true])
    question.lines[0].diagnoses = ["M545"]
    #expect(
      try await fixture.answer(question).lines[0].benefits.map(\.isPreventive) == [false, false])
    question.lines[0].modifiers = ["33"]
    #expect(
      try await fixture.answer(question).lines[0].benefits.map(\.isPreventive) == [true, true])
  }
}
