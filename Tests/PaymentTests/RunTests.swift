import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage
import Testing

@testable import Payment

@Suite("Payment runs")
struct RunTests {
  private func fixture() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    return payment
  }

  /// A claim that pays `cents` to the payee with that tax number.
  private func claim(
    _ claimID: String, _ cents: Int64, tin: String = "123456789"
  ) -> PaymentV1.Adjudication {
    var message = ClaimMessage(claimID) {
      $0.charge = cents
      $0.fee = cents
      $0.benefit.copay = .zero
    }.message
    message.billingTIN = tin
    return message
  }

  @Test("RUN-1: paid, denied and reversed versions are listed once, by payee, claim and version")
  func oneRemittanceEach() async throws {
    let payment = try await fixture()
    var encounter = ClaimMessage("C9").message
    encounter.isEncounter = true
    encounter.contract?.lines[0].feeMethod = .capitated
    _ = try await payment.adjudicate([
      claim("C3", 5_000), claim("C1", 20_000), claim("C4", 700, tin: "555555555"),
      ClaimMessage("C2") { $0.reasons = [.duplicate] }.message, encounter,
    ])
    _ = try await payment.takeBack(ReversalMessage("C1"))
    let run = try await payment.close("close-1")
    #expect(run.runID == "R000000001")
    #expect((run.remittances, run.claims, run.payment?.cents) == (2, 5, 5_700))
    #expect(
      try await payment.printed(run.runID) == [
        "P000000001 5000 -> 5000", "P000000002 700 -> 700",
      ])
    #expect(try await payment.versions("P000000001") == ["C1/1", "C1/2", "C2/1", "C3/1"])
    #expect(try await payment.versions("P000000002") == ["C4/1"])
    #expect(try await payment.violations() == [])
  }

  @Test("RUN-1: what does not fit into a payee's remittance waits for the next run")
  func fullRemittance() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate((1...5).map { claim("C\($0)", 100) })
    try await payment.store.write { transaction in
      try RunPosting(runNumber: 99, claimsMax: 2).post(
        paidOn: ClaimMessage.dayOfService, state: "TX", in: transaction)
    }
    #expect(try await payment.versions("P000000001") == ["C1/1", "C2/1"])
    let run = try await payment.close("close-1")
    #expect((run.remittances, run.claims, run.payment?.cents) == (1, 3, 300))
    #expect(try await payment.versions("P000000002") == ["C3/1", "C4/1", "C5/1"])
  }

  @Test("RUN-1: what takes a version back waits with what takes its place when only one would fit")
  func togetherOrNot() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(claim("C2", 100))
    _ = try await payment.close("close-1")
    _ = try await payment.adjudicate([
      claim("C1", 100), ClaimMessage("C2").replacing().message, claim("C3", 100),
    ])
    try await payment.store.write { transaction in
      try RunPosting(runNumber: 99, claimsMax: 2).post(
        paidOn: ClaimMessage.dayOfService, state: "TX", in: transaction)
    }
    #expect(try await payment.versions("P000000002") == ["C1/1"])
    _ = try await payment.close("close-2")
    #expect(try await payment.versions("P000000003") == ["C2/2", "C2/3", "C3/1"])
  }

  @Test("RUN-1: the database admits no version in two remittances")
  func neverTwice() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([claim("C1", 100), claim("C2", 100, tin: "555555555")])
    _ = try await payment.close("close-1")
    await #expect(throws: StorageError.self) {
      try await payment.store.write { transaction in
        try transaction.execute("INSERT INTO remittance_claim VALUES (2, 'C1', 1)")
      }
    }
    let second = try await payment.close("close-2")
    #expect((second.runID, second.remittances, second.claims) == ("R000000002", 0, 0))
    #expect(try await payment.violations() == [])
  }

  @Test("RUN-1: a decision is listed without its trace, with its line of business and time")
  func remittedClaim() async throws {
    let payment = try await fixture()
    let decision = try await payment.decide(ClaimMessage("C1").message)
    var uncovered = ClaimMessage("C2") { $0.reasons = [.memberNotFound] }.message
    uncovered.coverage?.match = .notFound
    uncovered.coverage?.memberID = ""
    uncovered.coverage?.familyID = ""
    uncovered.coverage?.lines = []
    _ = try await payment.decide(uncovered)
    _ = try await payment.close("close-1")
    let claims = try await payment.listClaims("P000000001").claims
    var expected = decision
    expected.trace = []
    #expect(!decision.trace.isEmpty)
    #expect(claims.map(\.decision).first == expected)
    #expect(claims.map(\.lineOfBusiness) == [.commercialGroup, .unspecified])
    #expect(claims[0].businessTime == ClaimMessage("C1").message.businessTime)
  }

  @Test("RUN-1: pages end early rather than grow beyond a message, and lose nothing")
  func largePages() async throws {
    let payment = try await fixture()
    let lines = (1...900).map { number in
      let line = ClaimMessage("C").message.lines[0]
      return PaymentV1.BilledLine.with {
        $0 = line
        $0.lineNumber = Int32(number)
        $0.reasons = ["DUP"]
      }
    }
    let claims = (100..<120).map { number in
      PaymentV1.Adjudication.with {
        $0 = ClaimMessage("C\(number)").message
        $0.lines = lines
      }
    }
    _ = try await payment.adjudicate(claims)
    let run = try await payment.close("close-1")
    #expect(run.claims == 20)
    let first = try await payment.listClaims("P000000001", size: 1_000)
    #expect(first.claims.count > 1 && first.claims.count < 20)
    #expect(first.protobufBytes().count < 2 << 20)
    #expect(
      try await payment.versions("P000000001", size: 1_000)
        == (100..<120).map { "C\($0)/1" })
  }

  @Test("RUN-2: the same name gives the same run, also with another time and after new claims")
  func sameName() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([claim("C1", 100)])
    let first = try await payment.close("close-1")
    _ = try await payment.adjudicate([claim("C2", 100)])
    #expect(try await payment.close("close-1", at: 5) == first)
    #expect(try await payment.close("close-2").claims == 1)
    #expect(try await payment.listRuns().runs.map(\.runID) == ["R000000002", "R000000001"])
  }

  @Test("RUN-2: without a payer no run is closed")
  func payerMissing() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.adjudicate([claim("C1", 100)])
    let error = await #expect(throws: RPCError.self) { try await payment.close("close-1") }
    #expect(error?.reason == "PAYER_MISSING")
    #expect(error?.code == .failedPrecondition)
    try await payment.loadParties()
    #expect(try await payment.close("close-1").claims == 1)
  }

  @Test("RUN-2: a remittance keeps its parties as they were when its run was closed")
  func partiesStay() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([claim("C1", 100), claim("C2", 100, tin: "555555555")])
    _ = try await payment.close("close-1")
    var payer = PartyMessage.payer
    payer.name = "OTHER PLAN"
    var payee = PartyMessage.payee
    payee.routingNumber = ""
    payee.accountNumber = ""
    payee.address = nil
    try await payment.loadParties("parties-2", payer: payer, payees: [payee])
    _ = try await payment.adjudicate([claim("C3", 100)])
    _ = try await payment.close("close-2")
    let first = try await payment.remittance("P000000001")
    #expect(first?.payer == PartyMessage.payer)
    #expect(first?.payee == PartyMessage.payee)
    #expect(first?.runID == "R000000001")
    let unknown = try await payment.remittance("P000000002")?.payee
    #expect(unknown?.tin == "555555555" && unknown?.name == "" && unknown?.address == nil)
    let later = try await payment.remittance("P000000003")
    #expect(later?.payer == payer)
    #expect(later?.payee == payee)
  }

  @Test("RUN-2: concurrent closings, of one name and of many, put each version into one run")
  func concurrent() async throws {
    let payment = try await fixture()
    let runs = try await withThrowingTaskGroup(of: PaymentV1.PaymentRun.self) { group in
      for number in 0..<12 {
        group.addTask {
          _ = try await payment.adjudicate([
            self.claim("A\(number)", 100), self.claim("B\(number)", 100, tin: "555555555"),
          ])
          return try await payment.close("close-\(number % 4)", at: number)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    _ = try await payment.close("last")
    for runs in Dictionary(grouping: runs, by: \.runID).values {
      #expect(Set(runs.map(\.claims)).count == 1)
    }
    #expect(Set(runs.map(\.runID)).count == 4)
    let all = try await payment.listRuns().runs
    #expect(all.count == 5)
    #expect(all.reduce(0) { $0 + $1.claims } == 24)
    #expect(all.reduce(0) { $0 + ($1.payment?.cents ?? 0) } == 2_400)
    #expect(try await payment.violations() == [])
  }

  @Test("RUN-3: what is below zero is carried, taken back once, and carried again if need be")
  func balanceForward() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([claim("C1", 30_000), claim("C2", 20_000)])
    _ = try await payment.close("close-1")
    _ = try await payment.takeBack(ReversalMessage("C1"))
    #expect(try await payment.close("close-2").payment?.cents == 0)
    #expect(
      try await payment.printed("R000000002")
        == ["P000000002 -30000 FB -30000 P000000002 -> 0"])
    #expect(try await payment.close("close-3").remittances == 0)
    _ = try await payment.adjudicate([claim("C3", 10_000)])
    _ = try await payment.close("close-4")
    #expect(
      try await payment.printed("R000000004")
        == ["P000000003 10000 FB 30000 P000000002 FB -20000 P000000003 -> 0"])
    _ = try await payment.adjudicate([claim("C4", 50_000)])
    _ = try await payment.close("close-5")
    _ = try await payment.adjudicate([claim("C5", 100)])
    _ = try await payment.close("close-6")
    #expect(
      try await payment.printed("R000000005") == ["P000000004 50000 FB 20000 P000000003 -> 30000"]
    )
    #expect(try await payment.printed("R000000006") == ["P000000005 100 -> 100"])
    #expect(try await payment.violations() == [])
  }

  @Test("G29: RUN-3: +50.00 and −85.00 carry −35.00; the next +120.00 pays 85.00")
  func goldenBalanceForward() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([claim("C1", 8_500)])
    _ = try await payment.close("close-0")
    _ = try await payment.adjudicate([claim("C2", 5_000)])
    _ = try await payment.takeBack(ReversalMessage("C1"))
    _ = try await payment.close("close-a")
    _ = try await payment.adjudicate([claim("C3", 12_000)])
    _ = try await payment.close("close-b")
    #expect(
      try await payment.printed("R000000002") == ["P000000002 -3500 FB -3500 P000000002 -> 0"])
    #expect(
      try await payment.printed("R000000003")
        == ["P000000003 12000 FB 3500 P000000002 -> 8500"])
  }

  @Test("RUN-4: the ledger shows what was settled, paid and carried, and adds up to nothing")
  func ledger() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([claim("C1", 30_000), claim("C2", 20_000)])
    _ = try await payment.close("close-1")
    #expect(
      try await payment.accounts()
        == ["claims_expense": 50_000, "accounts_payable": 0, "cash": -50_000])
    _ = try await payment.takeBack(ReversalMessage("C1"))
    _ = try await payment.close("close-2")
    #expect(
      try await payment.accounts() == [
        "claims_expense": 20_000, "accounts_payable": 0, "cash": -50_000,
        "provider_receivable": 30_000,
      ])
    _ = try await payment.adjudicate([claim("C3", 45_000)])
    _ = try await payment.close("close-3")
    #expect(
      try await payment.accounts() == [
        "claims_expense": 65_000, "accounts_payable": 0, "cash": -65_000, "provider_receivable": 0,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("RUN-2: lists have pages, and unknown names are not found")
  func pages() async throws {
    let payment = try await fixture()
    for number in 1...5 {
      _ = try await payment.adjudicate([
        claim("C\(number)", 100), claim("D\(number)", 100, tin: "555555555"),
        claim("E\(number)", 100, tin: "666666666"),
      ])
      _ = try await payment.close("close-\(number)")
    }
    let first = try await payment.listRuns(size: 2)
    #expect(first.runs.map(\.runID) == ["R000000005", "R000000004"])
    let last = try await payment.listRuns(size: 1_000, after: first.nextPageToken)
    #expect(last.runs.map(\.runID) == ["R000000003", "R000000002", "R000000001"])
    #expect(last.nextPageToken == "")
    let page = try await payment.listRemittances("R000000002", size: 2)
    #expect(page.remittances.map(\.remittanceID) == ["P000000004", "P000000005"])
    let rest = try await payment.listRemittances(
      "R000000002", size: 2, after: page.nextPageToken)
    #expect(rest.remittances.map(\.remittanceID) == ["P000000006"])
    #expect(rest.nextPageToken == "")
    for name in ["", "R000000006", "R1", "P000000001", "R-00000001", "R99999999999999999999"] {
      let error = await #expect(throws: RPCError.self) { try await payment.listRemittances(name) }
      #expect(error?.reason == "RUN_UNKNOWN")
    }
    for name in ["", "P000000099", "R000000001"] {
      let error = await #expect(throws: RPCError.self) { try await payment.listClaims(name) }
      #expect(error?.reason == "REMITTANCE_UNKNOWN")
      let other = await #expect(throws: RPCError.self) { try await payment.remittance(name) }
      #expect(other?.code == .notFound)
    }
    for token in ["x", "-1", "/C1", "1"] {
      await #expect(throws: RPCError.self) {
        try await payment.listClaims("P000000001", after: token)
      }
    }
    await #expect(throws: RPCError.self) { try await payment.listRuns(size: 1_001) }
    await #expect(throws: RPCError.self) { try await payment.listRuns(after: "0") }
    await #expect(throws: RPCError.self) { try await payment.close("") }
  }

  @Test("RUN-1: a run whose payment is beyond the largest amount is not closed, and loses nothing")
  func tooLarge() async throws {
    let payment = try await fixture()
    _ = try await payment.adjudicate([
      claim("C1", Money.limit.cents), claim("C2", 1), claim("C3", 5, tin: "555555555"),
    ])
    let error = await #expect(throws: RPCError.self) { try await payment.close("close-1") }
    #expect(error?.reason == "AMOUNT_OUT_OF_RANGE")
    #expect(try await payment.listRuns().runs.isEmpty)
    #expect(try await payment.violations() == [])
  }

  @Test("RUN-1: any order of decisions, reversals and runs pays each version once")
  func anyOrder() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("runs in any order: seed \(seed)")
    var random = SplitMix(seed: seed)
    let payment = try await fixture()
    var standing: [ReversalMessage] = []
    for number in 1...120 {
      switch Int.random(in: 0..<6, using: &random) {
      case 0..<3:
        var message = ClaimMessage.random("C\(number)", &random).message
        if Bool.random(using: &random) { message.billingTIN = "555555555" }
        _ = try await payment.decide(message)
        standing.append(ReversalMessage("C\(number)"))
      case 3..<5 where !standing.isEmpty:
        _ = try await payment.takeBack(
          standing.remove(at: Int.random(in: standing.indices, using: &random)))
      default: _ = try await payment.close("close-\(number)")
      }
    }
    for reversal in standing.shuffled(using: &random) { _ = try await payment.takeBack(reversal) }
    _ = try await payment.close("last")
    #expect(try await payment.violations() == [])
    let accounts = try await payment.accounts()
    #expect(accounts["claims_expense"] == 0 && accounts["accounts_payable"] == 0)
    #expect((accounts["cash"] ?? 0) + (accounts["provider_receivable"] ?? 0) == 0)
    #expect(try await payment.amounts().values.allSatisfy { $0 == 0 })
  }
}
