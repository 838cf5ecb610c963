import Domain
import Messages
import Testing

@Suite("The order of claims matters within a family alone")
struct OrderTests {
  @Test("Claims of different families leave the same accounts and amounts in any order")
  func anyOrder() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("order: seed \(seed)")
    var random = SplitMix(seed: seed)
    let claims = (1...40).map { number in
      ClaimMessage.random("C\(number)", &random).with {
        ($0.memberID, $0.familyID) = ("M\(number)", "F\(number)")
      }
    }
    let (first, second) = (try PaymentFixture(), try PaymentFixture())
    for claim in claims { _ = try await first.decide(claim.message) }
    for claim in claims.shuffled(using: &random) { _ = try await second.decide(claim.message) }
    let (accounts, others) = (try await first.accounts(), try await second.accounts())
    #expect(accounts == others, "seed \(seed)")
    #expect(!accounts.isEmpty)
    for number in 1...40 {
      let amounts = try await first.amounts(member: "M\(number)", family: "F\(number)")
      let same = try await second.amounts(member: "M\(number)", family: "F\(number)")
      #expect(amounts == same, "seed \(seed)")
    }
  }
}
