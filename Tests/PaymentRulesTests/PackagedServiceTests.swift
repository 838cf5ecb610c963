import Domain
import PaymentRules
import Testing

@Suite("Services that others include")
struct PackagedServiceTests {
  private let visit = LineFixture(18_500, fee: 11_000)
  private let draw = LineFixture(6_000)

  @Test("BUNDLE-1: what a covered line includes is denied, whatever its own price would be")
  func included() throws {
    let decision = try ClaimFixture(visit, draw.packaged(into: 1)).decide()
    #expect(
      decision.lines.map(\.printed) == ["CO-45 75.00 -> 110.00", "CO-97 60.00 -> 0.00"])
    #expect(decision.lines[1].denial == .packaged)
    #expect(
      decision.trace.contains { $0.rule.name == "BUNDLE-1" && $0.lineNumber == 2 })
  }

  @Test("BUNDLE-1: with the line that includes it denied, a line is decided for itself")
  func deniedBefore() throws {
    let priced = draw.with { $0.fee = 2_000 }.packaged(into: 1)
    let denied = try ClaimFixture(visit.denied(.late), priced).decide()
    #expect(denied.lines[1].printed == "CO-45 40.00 -> 20.00")
    let held = try ClaimFixture(
      visit.with { $0.hold = HoldFacts.Line(lineNumber: 1, authorization: .none) }, priced
    ).decide()
    #expect(held.lines.map(\.isDenied) == [true, false])
    #expect(throws: AdjudicationError.self) {
      try ClaimFixture(visit.denied(.late), draw.packaged(into: 1)).decide()
    }
  }

  @Test("BUNDLE-1: with the line that includes it ended by a limit, a line is decided for itself")
  func endedByLimit() throws {
    let priced = draw.with { $0.fee = 2_000 }
    let host = visit.limited(visits: 1)
    let later = try ClaimFixture(host, priced.packaged(into: 1)).limitUsed(visits: 1).decide()
    #expect(later.lines.map(\.printed) == ["PR-119 185.00 -> 0.00", "CO-45 40.00 -> 20.00"])
    let earlier = try ClaimFixture(priced.packaged(into: 2), host).limitUsed(visits: 1).decide()
    #expect(earlier.lines.map(\.printed) == ["CO-45 40.00 -> 20.00", "PR-119 185.00 -> 0.00"])
    let stands = try ClaimFixture(host, priced.packaged(into: 1)).decide()
    #expect(stands.lines.map(\.isDenied) == [false, true])
    #expect(throws: AdjudicationError.self) {
      try ClaimFixture(host, draw.packaged(into: 1)).limitUsed(visits: 1).decide()
    }
  }

  @Test("BUNDLE-1: nor does a line include others of whose amount nothing is left")
  func endedByAmount() throws {
    let host = visit.limited(dollars: 11_000)
    let priced = draw.with { $0.fee = 2_000 }.packaged(into: 2)
    let decision = try ClaimFixture(host, host, priced).decide()
    #expect(decision.lines.map(\.isDenied) == [false, true, false])
    #expect(decision.lines[2].printed == "CO-45 40.00 -> 20.00")
  }

  @Test("BUNDLE-1: a line that stands for itself uses the limit, and may end what stood before")
  func chain() throws {
    let host = visit.limited(visits: 1)
    let small = LineFixture(6_000, fee: 2_000).limited(visits: 1)
    let decision = try ClaimFixture(
      small.on("2026-03-09").packaged(into: 3), host.on("2026-03-11"), host
    ).limitUsed(visits: 0).decide()
    #expect(decision.lines.map(\.isDenied) == [false, true, true])
    #expect(decision.limitPostings.map(\.lineNumber) == [1])
  }

  @Test("BUNDLE-1: random claims with limits end, and no line is included in one that is denied")
  func random() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<1_000 {
      let lines = (0..<6).map { _ in
        var line = LineFixture(
          Int64.random(in: 2_000...40_000, using: &random),
          fee: Int64.random(in: 1_000...20_000, using: &random)
        ).limited(
          visits: Int.random(in: 1...4, using: &random),
          dollars: Int64.random(in: 1...60_000, using: &random)
        ).on("2026-03-1\(Int.random(in: 0...5, using: &random))")
        if Bool.random(using: &random) {
          line = line.packaged(into: Int.random(in: 1...6, using: &random))
        }
        return line
      }
      let claim = ClaimFixture(lines)
      guard let decision = try? claim.decide() else { continue }
      for (line, fixture) in zip(decision.lines, lines) where line.denial == .packaged {
        let hosts = fixture.packagedInto.map { decision.lines[$0 - 1] }
        #expect(hosts.contains { !$0.isDenied }, "seed \(seed)")
      }
    }
  }

  @Test("BUNDLE-1: an earlier reason decides, and both are kept")
  func otherReason() throws {
    let decision = try ClaimFixture(visit, draw.packaged(into: 1).denied(.notBenefit)).decide()
    #expect(decision.lines[1].denial == .notBenefit)
    #expect(decision.lines[1].reasons == [.notBenefit, .packaged])
  }

  @Test("BUNDLE-1: lines that include each other, or themselves, are both decided for themselves")
  func circles() throws {
    let one = visit.packaged(into: 2)
    let two = visit.on("2026-03-10").packaged(into: 1)
    #expect(try ClaimFixture(one, two).decide().lines.map(\.isDenied) == [false, false])
    #expect(try !ClaimFixture(visit.packaged(into: 1, 7)).decide().isDenied)
  }

  @Test("BUNDLE-1: one of several lines that stands is enough")
  func several() throws {
    let decision = try ClaimFixture(
      visit.denied(.late), visit, draw.packaged(into: 1, 2)
    ).decide()
    #expect(decision.lines.map(\.isDenied) == [true, false, true])
  }
}
