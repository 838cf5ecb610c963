import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC
import Testing

extension PaymentFixture {
  /// Fills the store with a little of everything: claims of two dozen kinds and four payees, denials,
  /// encounters, opening balances, versions taken back and decided again, attempts that were given up,
  /// late payments, a settled year and one of its claims taken back afterwards, five runs, of which
  /// the second carries balances and the third takes one of them back, a month of members that later
  /// rosters and rates change, and letters with every ending.
  func fill(_ random: inout SplitMix) async throws {
    try await loadEverything()
    try await decide(1...40, &random)
    for claimID in ["C3", "C9", "C15"] { _ = try await takeBack(ReversalMessage(claimID)) }
    _ = try await close("close-1", at: 50)
    try await settle()
    for claimID in ["C2", "C8", "X1", "Y1"] { _ = try await takeBack(ReversalMessage(claimID)) }
    _ = try await decide(ClaimMessage.random("C3", &random).with { $0.version = 3 }.message)
    _ = try await close("close-2", at: 60)
    _ = try await decide(whole("X2", tin: "777777777", cents: 80_000))
    try await decide(41...50, &random)
    _ = try await close("close-3", at: 70)
    try await capitate(&random)
    try await recover()
    try await decide(51...60, &random)
    _ = try await takeBack(ReversalMessage("C20"))
    try await giveUp(["W1", "W2"])
  }

  /// A month of members that is paid, changed by a later roster and a later rate, and changed again.
  private func capitate(_ random: inout SplitMix) async throws {
    try await loadTerms()
    let members: [PaymentV1.RosterMember] = (1...12).map {
      .member("M\($0)", born: Int.random(in: 1950...2025, using: &random))
    }
    try await settleMonth("month-1", members)
    try await loadTerms("terms-2") { $0.rates[0].amount = Money(cents: 6_100).message }
    try await settleMonth("month-2", Array(members.dropFirst(4)))
    _ = try await close("close-4", at: 100)
    try await settleMonth("month-3", Array(members.dropFirst(2)))
  }

  /// A letter of which a part was sent and the rest taken by a run, one that was given up, and one that
  /// was withdrawn.
  private func recover() async throws {
    let opened = Instant(startOf: ClaimMessage.dayOfService.adding(days: 75)).message
    let taken = try await openLetter {
      $0.claimID = "X2"
      $0.openedAt = opened
      $0.amount = Money(cents: 100).message
    }
    _ = try await refund("refund-1", taken, 40)
    for name in ["Z2", "Z3"] {
      let letter = try await openLetter {
        ($0.requestID, $0.claimID, $0.amount) = (name, name, Money(cents: 1).message)
        $0.openedAt = opened
      }
      _ = name == "Z2" ? try await writeOff(letter) : try await withdraw(letter)
    }
    _ = try await close("close-5", at: 110)
  }

  private func loadEverything() async throws {
    let other = PaymentV1.Payee.with {
      $0.npi = "1234567893"
      $0.tin = "555555555"
      $0.name = "HILLTOP GROUP"
    }
    try await loadParties(payees: [PartyMessage.payee, other])
    _ = try await load([
      opening("member", "deductible", 30_000), opening("member", "out_of_pocket", 41_000),
      opening("family", "deductible", 30_000, holder: "F2"),
    ])
    _ = try await load([opening("member", "out_of_pocket", 700_000, holder: "M6")], id: "load-2")
    let used = PaymentV1.LimitBalance.with {
      $0.memberID = "M2"
      $0.productID = "COM-HMO"
      $0.planYearStart = ClaimMessage.planYearStart.message
      $0.category = "office_visit"
      $0.visits = 3
      $0.amount = Money(cents: 20_000).message
    }
    _ = try await load(limits: [used], id: "load-3")
    _ = try await load(
      rates: [
        .with {
          $0.state = "TX"
          $0.lineOfBusiness = .medicareAdvantage
          $0.isContracted = true
          $0.days = 30
          $0.rateThousandths = 15_000
          $0.from = Day(number: 0).message
          $0.authority = "a test"
        }
      ])
  }

  /// Settles two years of the contract, of which claims are taken back later.
  private func settle() async throws {
    let settledAt = Instant(startOf: ClaimMessage.dayOfService.adding(days: 51)).message
    for (year, share) in [(Int32(2_013), Int32(6_000)), (2_020, 2_500)] {
      _ = try await settleWithhold {
        ($0.requestID, $0.year, $0.returnedBasisPoints) = ("settle-\(year)", year, share)
        $0.settledAt = settledAt
      }
    }
    for (year, actual) in [(Int32(2_013), Int64(342_000_000)), (2_022, 370_000_000)] {
      _ = try await settleRisk {
        ($0.requestID, $0.year) = ("risk-\(year)", year)
        $0.actual = Money(cents: actual).message
        $0.settledAt = settledAt
      }
    }
  }

  /// Days of service under each rate of the budget law.
  private static let days = [15_850, 18_450, 19_100, 20_522].map { Day(number: $0) }

  private func decide(_ numbers: ClosedRange<Int>, _ random: inout SplitMix) async throws {
    for number in numbers {
      var claim = ClaimMessage.random("C\(number)", &random)
      let member = Int.random(in: 1...6, using: &random)
      (claim.memberID, claim.familyID) = ("M\(member)", "F\((member + 1) / 2)")
      claim.day = Self.days[number % 4].adding(days: number)
      if number <= 8 {
        (claim.terms.lineOfBusiness, claim.clause, claim.reasons) = (
          .medicareAdvantage, .passThrough, []
        )
      }
      var message = claim.message
      if number % 3 == 0 { message.billingTIN = "555555555" }
      if number % 25 == 0 {
        message = claim.with { $0.reasons = [.duplicate] }.message
        message.isEncounter = true
      }
      _ = try await decide(message)
    }
    guard numbers.contains(1) else { return }
    _ = try await decide(whole("X1", tin: "777777777", cents: 50_000))
    _ = try await decide(whole("Y1", tin: "888888888", cents: 20_000))
    for number in 1...70 {
      let cents = Int64.random(in: 1...90_000, using: &random)
      _ = try await decide(whole("Z\(number)", tin: "555555555", cents: cents))
    }
  }

  /// A claim that is paid in full.
  private func whole(_ claimID: String, tin: String, cents: Int64) -> PaymentV1.Adjudication {
    var message = ClaimMessage(claimID) {
      $0.charge = cents
      $0.fee = cents
      $0.benefit.copay = .zero
    }.message
    message.billingTIN = tin
    return message
  }

  private func giveUp(_ claims: [String]) async throws {
    let results = try await PaymentHandler(store: store).withdrawAdjudication(
      .with {
        $0.withdrawals = claims.map { claimID in
          .with { $0.key = ClaimMessage(claimID).message.key }
        }
      }, context: context
    ).results
    try #require(results.count == claims.count)
  }
}

extension ClaimMessage {
  /// The claim with a change.
  func with(_ change: (inout ClaimMessage) -> Void) -> ClaimMessage {
    var claim = self
    change(&claim)
    return claim
  }
}
