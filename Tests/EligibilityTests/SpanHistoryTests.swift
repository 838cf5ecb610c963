import Domain
import DomainMessages
import Eligibility
import Messages
import Storage
import Testing

@Suite("Any history of loads answers like its last load")
struct SpanHistoryTests {
  private static let firstDay: Int32 = 20_454

  /// Disjoint spans within 30 days: every day is either in the span of a product or in none.
  private func randomSpans(_ random: inout some RandomNumberGenerator) -> [(String, DaySpan)] {
    var spans: [(String, DaySpan)] = []
    var day = SpanHistoryTests.firstDay
    while day < SpanHistoryTests.firstDay + 30 {
      let from = day + Int32.random(in: 0..<6, using: &random)
      let to = from + Int32.random(in: 0..<9, using: &random)
      let product = ["P1", "P2"][Int.random(in: 0...1, using: &random)]
      spans.append((product, DaySpan(from: Day(number: from), to: Day(number: to))))
      day = to + 1
    }
    return spans
  }

  private func member(_ spans: [(String, DaySpan)]) throws -> EligibilityV1.Member {
    var member = try Sample.member(primaryCare: [])
    member.coverage = spans.map { product, days in
      var span = EligibilityV1.CoverageSpan()
      span.productID = product
      span.days = days.message
      return span
    }
    return member
  }

  @Test("Coverage after each of many loads is that load's, and every change names its days")
  func histories() async throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SplitMix(state: seed)
    let fixture = try EligibilityFixture()
    try await fixture.load { request in
      request.products = [try Sample.product("P1"), try Sample.product("P2")]
    }
    let dayNumbers = (SpanHistoryTests.firstDay..<SpanHistoryTests.firstDay + 45)
    var before = SpanSet()
    for round in 0..<30 {
      let spans = randomSpans(&random)
      let position = try await fixture.answer(try Sample.question()).feedPosition
      try await fixture.load { request in request.members = [try member(spans)] }
      let question = try Sample.question(days: dayNumbers.map { Day(number: $0).description })
      let answer = try await fixture.answer(question)
      for (line, number) in zip(answer.lines, dayNumbers) {
        let product = spans.first { $0.1.contains(Day(number: number)) }?.0
        #expect(line.product?.productID == product, "seed \(seed)")
        #expect((line.status == .covered) == (product != nil), "seed \(seed)")
      }
      let now = SpanSet(spans.map { SpanSet.Entry($0.0, $0.1) })
      if round > 0, let expected = before.daysChanged(to: now) {
        let change = try await fixture.changes(1, after: position).first
        #expect(try DaySpan(change?.days, "days") == expected, "seed \(seed)")
      }
      before = now
    }
    #expect(try await fixture.administration.violations().isEmpty, "seed \(seed)")
  }
}

/// A small generator whose whole state is its seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
