import Domain
import PaymentRules
import Testing

@Suite("Members are paid for by the month")
struct CapitationTests {
  private static func day(_ text: String) -> Day { LineFixture.day(text) }
  private static func month(_ text: String) throws -> CapitationMonth {
    try #require(CapitationMonth(first: day(text + "-01")))
  }

  private static func rate(
    _ cents: Int64, _ ages: ClosedRange<Int> = 0...150, sex: MemberSex? = nil,
    category: String = ""
  ) -> CapitationRate {
    CapitationRate(category: category, sex: sex, ages: ages, amount: Money(cents: cents))
  }

  private static func entry(
    _ memberID: String, born: String = "1980-05-17", sex: MemberSex? = nil,
    category: String = "", _ from: String = "2026-01-01", _ to: String = "9999-12-31"
  ) -> RosterEntry {
    RosterEntry(
      memberID: memberID, birthDate: day(born), sex: sex, category: category,
      days: DaySpan(from: day(from), to: day(to)))
  }

  private static func printed(
    _ entries: [RosterEntry], _ terms: CapitationTerms, _ month: String = "2026-03"
  ) throws -> [String] {
    try CapitationRoster(entries).memberMonths(in: try self.month(month), under: terms).map {
      "\($0.memberID) \($0.days) \($0.rate) \($0.amount)"
    }
  }

  @Test("CAP-1: the rate follows from category, sex and the age on the first day of the month")
  func rates() throws {
    let terms = CapitationTerms(
      counting: .firstDay,
      rates: [
        Self.rate(6_000, 0...1), Self.rate(2_000, 2...17), Self.rate(3_500, 18...44, sex: .female),
        Self.rate(2_500, 18...44, sex: .male), Self.rate(4_000, 45...150, category: "HMO"),
      ])
    #expect(terms.firstOverlap() == nil)
    let entries = [
      Self.entry("A", born: "2024-03-01"), Self.entry("B", born: "2024-03-02"),
      Self.entry("C", born: "2026-03-20"), Self.entry("D", born: "1990-01-01", sex: .female),
      Self.entry("E", born: "1990-01-01", sex: .male),
      Self.entry("F", born: "1812-01-01", category: "HMO"),
    ]
    #expect(
      try Self.printed(entries, terms) == [
        "A 31 20.00 20.00", "B 31 60.00 60.00", "C 31 60.00 60.00", "D 31 35.00 35.00",
        "E 31 25.00 25.00", "F 31 40.00 40.00",
      ])
  }

  @Test("CAP-1: a member without a rate stops the month, and is named by place")
  func noRate() throws {
    let terms = CapitationTerms(
      counting: .firstDay, rates: [Self.rate(3_500, 0...150, sex: .female, category: "HMO")])
    let fitting = Self.entry("A", sex: .female, category: "HMO")
    for other in [
      Self.entry("B", sex: .male, category: "HMO"), Self.entry("B", category: "HMO"),
      Self.entry("B", sex: .female, category: "PPO"), Self.entry("B", sex: .female),
    ] {
      #expect(throws: CapitationRoster.RateMissing(place: 1)) {
        try Self.printed([fitting, other], terms)
      }
    }
    let later = Self.entry("B", sex: .male, "2026-03-02")
    #expect(try Self.printed([fitting, later], terms) == ["A 31 35.00 35.00"])
  }

  @Test("CAP-1: two rates that some member would fit are found")
  func overlaps() {
    func overlap(_ rates: CapitationRate...) -> Bool {
      CapitationTerms(counting: .firstDay, rates: rates).firstOverlap() != nil
    }
    #expect(overlap(Self.rate(1, 0...17), Self.rate(1, 17...20)))
    #expect(overlap(Self.rate(1), Self.rate(1, sex: .male)))
    #expect(overlap(Self.rate(1, category: "HMO"), Self.rate(1)))
    #expect(!overlap(Self.rate(1, 0...17), Self.rate(1, 18...20)))
    #expect(!overlap(Self.rate(1, sex: .female), Self.rate(1, sex: .male)))
    #expect(!overlap(Self.rate(1, category: "HMO"), Self.rate(1, category: "MA")))
  }

  @Test(
    "CAP-2: a month counts by its first day, by its fifteenth, or day by day",
    arguments: [
      ("2026-03-01", "2026-03-01", 31, 0, 1), ("2026-03-02", "2026-03-31", 0, 31, 30),
      ("2026-02-10", "2026-03-14", 31, 0, 14), ("2026-03-15", "2026-03-15", 0, 31, 1),
      ("2026-03-16", "9999-12-31", 0, 0, 16), ("2026-02-01", "2026-02-28", 0, 0, 0),
      ("2026-04-01", "2026-04-30", 0, 0, 0), ("2025-01-01", "9999-12-31", 31, 31, 31),
    ] as [(String, String, Int, Int, Int)])
  func counting(from: String, to: String, first: Int, fifteenth: Int, days: Int) throws {
    let month = try Self.month("2026-03")
    let span = DaySpan(from: Self.day(from), to: Self.day(to))
    #expect(CapitationCounting.firstDay.days(of: month, in: span) == first)
    #expect(CapitationCounting.fifteenthDay.days(of: month, in: span) == fifteenth)
    #expect(CapitationCounting.byDay.days(of: month, in: span) == days)
  }

  @Test("CAP-2: months have the days of the calendar, and begin on their first day")
  func months() throws {
    let lengths = try (1...12).map { number in
      try Self.month("2028-\(number < 10 ? "0" : "")\(number)").length
    }
    #expect(lengths == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect(try Self.month("2026-02").length == 28)
    #expect(try Self.month("2026-02").text == "2026-02")
    #expect(CapitationMonth(first: Self.day("2026-03-02")) == nil)
  }

  @Test("CAP-3: part of a month is rounded half-up once a member, whatever the spans")
  func rounding() throws {
    let terms = CapitationTerms(
      counting: .byDay,
      rates: [Self.rate(3_100, category: "A"), Self.rate(100, category: "B")])
    let entries = [
      Self.entry("M1", category: "B", "2026-03-20", "2026-03-31"),
      Self.entry("M1", category: "A", "2026-03-01", "2026-03-05"),
      Self.entry("M2", category: "B", "2026-03-01", "2026-03-05"),
      Self.entry("M3", category: "B", "2026-04-01"),
    ]
    #expect(try Self.printed(entries, terms) == ["M1 17 31.00 17.00", "M2 5 1.00 0.16"])
    let half = CapitationTerms(counting: .byDay, rates: [Self.rate(101)])
    let fifteen = [Self.entry("M", "2026-04-16")]
    #expect(try Self.printed(fifteen, half, "2026-04") == ["M 15 1.01 0.51"])
  }

  @Test("CAP-4: a roster changes what it says otherwise, and the changes add up")
  func difference() throws {
    let month = try Self.month("2026-03")
    let months = [("A", Int64(1_000)), ("B", 2_500), ("D", 700)].map {
      MemberMonth(memberID: $0.0, days: 31, rate: Money(cents: $0.1), in: month)
    }
    let found = CapitationDifference(
      from: ["A": Money(cents: 1_000), "B": Money(cents: 2_000), "C": Money(cents: 900)],
      to: months, in: month)
    #expect(
      found.changes.map { "\($0.month.memberID) \($0.month.days) \($0.change)" }
        == ["B 31 5.00", "C 0 -9.00", "D 31 7.00"])
    #expect(found.amount.cents == 4_200 && found.difference.cents == 300)
  }

  @Test("CAP-4: whatever the rosters, all differences add up to the last one, over random rosters")
  func randomRosters() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    let month = try Self.month("2026-02")
    let terms = CapitationTerms(
      counting: .byDay, rates: [Self.rate(3_333, 0...17), Self.rate(4_777, 18...150)])
    var paid: [String: Money] = [:]
    var total = Money.zero
    for _ in 0..<200 {
      let entries = (0..<20).filter { _ in Bool.random(using: &random) }.map { number in
        let from = month.first.adding(days: Int.random(in: -10...27, using: &random))
        return RosterEntry(
          memberID: "M\(number)",
          birthDate: month.first.adding(days: -Int.random(in: 0...20_000, using: &random)),
          days: DaySpan(from: from, to: from.adding(days: Int.random(in: 0...40, using: &random))))
      }
      let months = try CapitationRoster(entries).memberMonths(in: month, under: terms)
      let found = CapitationDifference(from: paid, to: months, in: month)
      for change in found.changes {
        paid[change.month.memberID, default: .zero] += change.change
        #expect(paid[change.month.memberID] == change.month.amount, "seed \(seed)")
      }
      total += found.difference
      #expect(total == months.reduce(.zero) { $0 + $1.amount }, "seed \(seed)")
      #expect(CapitationDifference(from: paid, to: months, in: month).changes == [])
    }
  }

  @Test("LEDGER-6: a month of members is an expense and is owed; what is taken back lowers both")
  func ledger() {
    func printed(_ cents: Int64) -> [String] {
      SettlementLedger.capitation(Money(cents: cents)).entries.map {
        "\($0.account.rawValue) \($0.amount)"
      }
    }
    #expect(printed(6_000) == ["accounts_payable -60.00", "capitation_expense 60.00"])
    #expect(printed(-2_000) == ["accounts_payable 20.00", "capitation_expense -20.00"])
    #expect(printed(0) == [])
  }
}
