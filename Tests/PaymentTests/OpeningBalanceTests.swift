import Domain
import Messages
import Protobuf
import RPC
import Testing

@Suite("Opening balances are the first postings")
struct OpeningBalanceTests {
  @Test("Balances that are loaded count in the next decision")
  func counts() async throws {
    let payment = try PaymentFixture()
    let postings = try await payment.load([
      opening("member", "deductible", 70_000), opening("member", "out_of_pocket", 70_000),
      opening("family", "deductible", 70_000), opening("family", "out_of_pocket", 0),
    ])
    #expect(postings == 3)
    let claim = ClaimMessage.coinsured("C1", allowed: 80_000).message
    #expect(try await payment.decide(claim).patientShare?.cents == 40_000)
    #expect(
      try await payment.amounts() == [
        "member deductible": 100_000, "family deductible": 100_000,
        "member out_of_pocket": 110_000, "family out_of_pocket": 40_000,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("The same load sent again changes nothing; another one with its name is refused")
  func repeated() async throws {
    let payment = try PaymentFixture()
    let load = [opening("member", "deductible", 500)]
    #expect(try await payment.load(load) == 1)
    #expect(try await payment.load(load) == 1)
    #expect(try await payment.amounts()["member deductible"] == 500)
    let error = await #expect(throws: RPCError.self) {
      try await payment.load([opening("member", "deductible", 501)])
    }
    #expect(error?.code == .aborted)
    #expect(error?.reason == "KEY_REUSED")
  }

  @Test("An amount that has begun to run takes no opening balance, and nothing of the load is kept")
  func tooLate() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    let error = await #expect(throws: RPCError.self) {
      try await payment.load([
        opening("member", "deductible", 500), opening("member", "out_of_pocket", 500),
      ])
    }
    #expect(error?.reason == "ALREADY_RUNNING")
    #expect(try await payment.amounts()["member deductible"] == 0)
    #expect(try await payment.load([opening("member", "deductible", 500)], id: "load-2") == 1)
  }

  @Test("A wrong balance refuses the whole load and names its place and field")
  func wrongBalance() async throws {
    let mistakes: [(String, PaymentV1.AccumulatorBalance)] = [
      ("balances[1].scope", opening("person", "deductible", 1)),
      ("balances[1].kind", opening("member", "copay", 1)),
      ("balances[1].holder", opening("member", "out_of_pocket", 1, holder: "")),
      ("balances[1].amount", opening("member", "out_of_pocket", -1)),
      ("balances[1].amount", opening("member", "out_of_pocket", .max)),
      ("balances[1]", opening("member", "deductible", 2)),
    ]
    let payment = try PaymentFixture()
    for (field, wrong) in mistakes {
      let error = await #expect(throws: RPCError.self) {
        try await payment.load([opening("member", "deductible", 1), wrong])
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.message.hasPrefix(field) == true, "\(String(describing: error))")
    }
    #expect(try await payment.amounts() == [:])
  }

  @Test("An opening balance beyond the limit leaves the member nothing to pay")
  func beyondLimit() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.load([opening("member", "out_of_pocket", 700_000)])
    let decision = try await payment.decide(ClaimMessage().message)
    #expect(decision.patientShare?.cents == 0)
    #expect(decision.lines[0].remarks == ["N919"])
    #expect(try await payment.violations() == [])
  }

  @Test("Amounts are asked for by member, by family or by both, and in words otherwise")
  func query() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(ClaimMessage().message)
    #expect(try await payment.amounts(family: "").keys.allSatisfy { $0.hasPrefix("member") })
    #expect(try await payment.amounts(member: "").keys.allSatisfy { $0.hasPrefix("family") })
    #expect(try await payment.amounts(member: "M9", family: "F9") == [:])
    await #expect(throws: RPCError.self) { try await payment.amounts(member: "", family: "") }
  }
}
