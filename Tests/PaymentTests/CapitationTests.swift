import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC
import Storage
import Testing

@Suite("Months of members are paid beside claims, and changed by their difference")
struct CapitationTests {
  private func fixture() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    try await payment.loadTerms()
    return payment
  }

  private static let family: [PaymentV1.RosterMember] = [
    .member("M1"), .member("M2"), .member("M3", born: 2020),
  ]

  @Test("CAP-4: a month is paid as CT, and what a later roster changes as RA, once each")
  func retro() async throws {
    let payment = try await fixture()
    let first = try await payment.settleMonth("march", Self.family)
    #expect(first.statement?.amount?.cents == 14_000 && first.isUnchanged == false)
    let run = try await payment.close("close-1", at: 300)
    #expect((run.remittances, run.claims, run.payment?.cents) == (1, 0, 14_000))
    #expect(
      try await payment.printed("R000000001") == ["P000000001 0 CT -14000 2026-03 K1 -> 14000"])
    let later = [Self.family[0], Self.family[2], .member("M4", born: 2021)]
    try await payment.settleMonth("march-again", later)
    try await payment.settleMonth("march-third", [Self.family[0]])
    #expect(
      try await payment.statements() == [
        "M000000003 RA 1 4000 2 -12000 ", "M000000002 RA 3 16000 2 2000 ",
        "M000000001 CT 3 14000 3 14000 P000000001",
      ])
    _ = try await payment.close("close-2", at: 301)
    #expect(
      try await payment.printed("R000000002") == [
        "P000000002 0 RA -2000 2026-03 K1 RA 12000 2026-03 K1 FB -10000 P000000002 -> 0"
      ])
    #expect(
      try await payment.accounts() == [
        "accounts_payable": 0, "cash": -14_000, "capitation_expense": 4_000,
        "provider_receivable": 10_000,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-4: the same roster changes nothing, and the same request is answered alike")
  func idempotent() async throws {
    let payment = try await fixture()
    let first = try await payment.settleMonth("march", Self.family)
    #expect(try await payment.settleMonth("march", Self.family) == first)
    let again = try await payment.settleMonth("again", Self.family.reversed())
    #expect(again.isUnchanged && again.statement == first.statement)
    let other = await #expect(throws: RPCError.self) {
      try await payment.settleMonth("march", [Self.family[0]])
    }
    #expect(other?.reason == "KEY_REUSED")
    let nobody = try await payment.settleMonth("may", []) {
      $0.month = Day.firstOf(month: 2).message
    }
    #expect(nobody.isUnchanged && nobody.statement == nil)
    _ = try await payment.close("close-1", at: 300)
    #expect(
      try await payment.printed("R000000001") == ["P000000001 0 CT -14000 2026-03 K1 -> 14000"])
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-4: who leaves and comes back is paid again, and members are listed as they stand")
  func comesBack() async throws {
    let payment = try await fixture()
    try await payment.settleMonth("a", Self.family)
    try await payment.settleMonth("b", [])
    try await payment.settleMonth("c", Self.family + [.member("M5")])
    #expect(
      try await payment.capitatedMembers() == [
        "M1 31 4000 M000000003", "M2 31 4000 M000000003", "M3 31 6000 M000000003",
        "M5 31 4000 M000000003",
      ])
    #expect(
      try await payment.statements() == [
        "M000000003 RA 4 18000 4 18000 ", "M000000002 RA 0 0 3 -14000 ",
        "M000000001 CT 3 14000 3 14000 ",
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-4: one who joins and one who leaves at the same rate change members and no money")
  func evens() async throws {
    let payment = try await fixture()
    try await payment.settleMonth("a", Self.family)
    try await payment.settleMonth("b", [.member("M9")] + Array(Self.family.dropFirst()))
    #expect(try await payment.statements().first == "M000000002 RA 3 14000 2 0 ")
    _ = try await payment.close("close-1", at: 300)
    #expect(
      try await payment.printed("R000000001") == ["P000000001 0 CT -14000 2026-03 K1 -> 14000"])
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-1: a rate that changed later pays the difference of months that are settled again")
  func changedRate() async throws {
    let payment = try await fixture()
    try await payment.settleMonth("a", Self.family)
    let second = try await payment.loadTerms("terms-2") {
      $0.from = Day.firstOf(month: 3).message
      $0.rates = [.rate(6_500, 0, 17), .rate(4_000, 18, nil)]
    }
    #expect(second.terms.map(\.termsNumber) == [2])
    try await payment.settleMonth("b", Self.family)
    #expect(try await payment.statements().first == "M000000002 RA 3 14500 1 500 ")
    try await payment.settleMonth("february", Self.family) {
      $0.month = Day.firstOf(month: 2).message
    }
    #expect(
      try await payment.statements { $0.month = Day.firstOf(month: 2).message }
        == ["M000000003 CT 3 14000 3 14000 "])
    #expect(try await payment.statements { $0.contractID = "K2" } == [])
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-3: terms that count day by day pay for a part of the month")
  func parts() async throws {
    let payment = try await fixture()
    try await payment.loadTerms("terms-2") { $0.counting = .byDay }
    let from = Day.firstOf(month: 3).adding(days: 10)
    try await payment.settleMonth("a", [.member("M1", from: from), .member("M2", to: from)])
    #expect(
      try await payment.capitatedMembers() == ["M1 21 2710 M000000001", "M2 11 1419 M000000001"])
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-1 and CAP-4: what cannot be settled is refused, and nothing is queued")
  func refusals() async throws {
    let payment = try await fixture()
    func reason(
      _ roster: [PaymentV1.RosterMember],
      _ change: (inout PaymentV1.SettleCapitationRequest) -> Void = { _ in }
    ) async throws -> String? {
      let error = await #expect(throws: RPCError.self) {
        try await payment.settleMonth("refused", roster, change)
      }
      #expect(error?.message.contains("M1") == false)
      return error?.reason
    }
    #expect(try await reason(Self.family) { $0.contractID = "K9" } == "TERMS_MISSING")
    #expect(
      try await reason([.member("M1", from: Day.firstOf(month: 1).adding(days: -60))]) {
        $0.month = (Day(year: 2025, month: 12, day: 1) ?? .first).message
      } == "TERMS_MISSING")
    #expect(
      try await reason([]) { $0.month = Day.firstOf(month: 5).message } == "MONTH_NOT_BEGUN")
    #expect(try await reason([.member("M1"), .member("M1")]) == "FIELD_INVALID")
    #expect(try await reason([]) { $0.month = Day(number: 20_000).message } == "FIELD_INVALID")
    #expect(try await reason([]) { $0.npi = "1" } == "FIELD_INVALID")
    #expect(try await reason([.with { $0.memberID = "M1" }]) == "FIELD_INVALID")
    try await payment.loadTerms("terms-2") { $0.rates = [.rate(1, 0, 17)] }
    #expect(try await reason(Self.family) == "RATE_MISSING")
    #expect(try await payment.statements() == [])
    #expect(try await payment.close("close-1", at: 300).remittances == 0)
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-4: a roster with an entry of another month is refused by its place, and nothing moves")
  func otherMonth() async throws {
    let payment = try await fixture()
    try await payment.settleMonth("a", Self.family)
    let before = Day.firstOf(month: 3).adding(days: -1)
    for other in [
      PaymentV1.RosterMember.member("M9", to: before),
      PaymentV1.RosterMember.member("M9", from: .firstOf(month: 4)),
    ] {
      let error = await #expect(throws: RPCError.self) {
        try await payment.settleMonth("b", Self.family + [other])
      }
      #expect(error?.reason == "FIELD_INVALID")
      #expect(error?.message.contains("roster[3].days") == true)
      #expect(error?.message.contains("M9") == false)
    }
    #expect(try await payment.statements() == ["M000000001 CT 3 14000 3 14000 "])
    try await payment.settleMonth(
      "c",
      Self.family + [
        .member("M8", to: .firstOf(month: 3)),
        .member("M9", from: Day.firstOf(month: 4).adding(days: -1)),
      ])
    #expect(try await payment.statements().first == "M000000002 RA 4 18000 1 4000 ")
    #expect(try await payment.violations() == [])
  }

  @Test("CAP-1: terms that say two things of a member, or nothing, are refused by their field")
  func wrongTerms() async throws {
    let payment = try PaymentFixture()
    let changes: [(inout PaymentV1.CapitationTerms) -> Void] = [
      { $0.contractID = "" }, { $0.contractID = "K*1" }, { $0.from = nil }, { $0.rates = [] },
      { $0.from = Day.firstOf(month: 1).adding(days: 1).message }, { $0.rates[0].ageTo = 18 },
      { $0.rates[0].ageFrom = -1 }, { $0.rates[0].ageTo = 151 }, { $0.rates[0].sex = "U" },
      { $0.rates[0].amount = nil }, { $0.rates[0].amount = Money(cents: -1).message },
      { $0.rates[0].amount = Money(cents: 100_000_001).message },
      { $0.counting = PaymentV1.CapitationCounting(rawValue: 9) },
    ]
    for (number, change) in changes.enumerated() {
      let error = await #expect(throws: RPCError.self) {
        try await payment.loadTerms("terms-1", change)
      }
      #expect(error?.reason == "FIELD_INVALID", "\(number)")
    }
    let first = try await payment.loadTerms()
    #expect(try await payment.loadTerms() == first)
    let other = await #expect(throws: RPCError.self) {
      try await payment.loadTerms("terms-1") { $0.contractID = "K2" }
    }
    #expect(other?.reason == "KEY_REUSED")
  }

  @Test("CAP-4: settlements of one month at once leave one amount, whatever their order")
  func atOnce() async throws {
    let payment = try await fixture()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 {
        group.addTask {
          try await payment.settleMonth("r\(number)", Array(Self.family.prefix(number % 4)))
        }
      }
      try await group.waitForAll()
    }
    #expect(try await payment.violations() == [])
    try await payment.settleMonth("last", Self.family)
    _ = try await payment.close("close-1", at: 300)
    #expect(try await payment.accounts()["capitation_expense"] == 14_000)
  }

  @Test(
    "CAP-1 to CAP-4 and LEDGER-6: every planted fault of capitation is found",
    arguments: [
      "UPDATE capitation_statement SET amount = amount + 1 WHERE statement_number = 1",
      "UPDATE capitation_statement SET difference = difference + 1 WHERE statement_number = 2",
      "UPDATE capitation_statement SET member_count = 9", "DELETE FROM capitation_member",
      "UPDATE capitation_statement SET month_days = 30",
      "UPDATE capitation_statement SET terms_number = 2",
      "UPDATE capitation_statement SET billing_tin = '555555555'",
      "UPDATE capitation_member SET amount = amount + 1, change = change + 1",
      "UPDATE capitation_member SET days = 30 WHERE member_id = 'M1'",
      "UPDATE capitation_member SET rate = rate + 1 WHERE member_id = 'M1'",
      "DELETE FROM capitation_member WHERE member_id = 'M2'",
      "UPDATE capitation_rate SET amount = amount + 1 WHERE rate_number = 1",
      "UPDATE capitation_rate SET age_to = 16 WHERE rate_number = 0",
      "UPDATE capitation_terms SET counting = 'by_day'",
      "UPDATE capitation_terms SET contract_id = 'K2'",
      "UPDATE provider_adjustment SET amount = amount + 1",
      "UPDATE provider_adjustment SET code = 'RA' WHERE adjustment_number = 1",
      "UPDATE provider_adjustment SET posted_at = posted_at + 1",
      "UPDATE settlement_entry SET posted_at = posted_at + 1",
      "UPDATE settlement_entry SET account = 'claims_expense' WHERE account = 'capitation_expense'",
      "DELETE FROM step_answer WHERE key = 'capitation/a'",
    ] as [SQL])
  func findsFault(statement: SQL) async throws {
    let payment = try await fixture()
    try await payment.loadTerms("terms-2") { $0.contractID = "K3" }
    try await payment.settleMonth("a", Self.family)
    try await payment.settleMonth("b", Array(Self.family.dropLast()) + [.member("M4")])
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    let found = try await payment.violations()
    #expect(found.contains { ["PAY-CAPITATION", "STORE-REFERENCE"].contains($0.invariant) })
    #expect(!found.contains { ($0.finding + $0.record).contains("M4") })
  }
}
