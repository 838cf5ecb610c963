import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC
import Storage
import Testing

@Suite("A run that pays late pays interest")
struct InterestTests {
  private static let rate = PaymentV1.InterestRate.with {
    $0.state = "TX"
    $0.lineOfBusiness = .commercialGroup
    $0.isContracted = true
    $0.days = 30
    $0.rateThousandths = 15_000
    $0.from = Day(number: 0).message
    $0.authority = "a test"
  }

  /// A store with parties and a rate of 15 % after 30 days.
  private func fixture() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    #expect(try await payment.load(rates: [InterestTests.rate]) == 1)
    return payment
  }

  private func interest(_ payment: PaymentFixture, _ remittanceID: String) async throws -> [Int64] {
    try await payment.listClaims(remittanceID).claims.map { $0.interest?.cents ?? 0 }
  }

  @Test("INTEREST-3: what is 20 days late pays interest beside the claim, as L6 and as an expense")
  func late() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage().message)
    let run = try await payment.close("close-1", at: 50)
    #expect(run.payment?.cents == 8_570)
    #expect(
      try await payment.printed("R000000001") == ["P000000001 8500 L6 -70 P000000001 -> 8570"])
    #expect(try await interest(payment, "P000000001") == [70])
    #expect(
      try await payment.accounts() == [
        "claims_expense": 8_500, "accounts_payable": 0, "cash": -8_570, "interest_expense": 70,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("INTEREST-3: what is in time, denied or taken back before has none left")
  func inTime() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 30)
    _ = try await payment.decide(ClaimMessage("C2") { $0.reasons = [.duplicate] }.message)
    _ = try await payment.decide(
      ClaimMessage("C3") { $0.renderingNPI = "1111111112" }.message)
    _ = try await payment.takeBack(ReversalMessage("C3"))
    _ = try await payment.close("close-2", at: 60)
    #expect(try await payment.printed("R000000001") == ["P000000001 8500 -> 8500"])
    #expect(try await payment.printed("R000000002") == ["P000000002 0 -> 0"])
    #expect(try await payment.violations() == [])
  }

  @Test("INTEREST-3: a reversal takes the interest of its version back in its own run")
  func takenBack() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 50)
    _ = try await payment.takeBack(ReversalMessage("C1"))
    _ = try await payment.close("close-2", at: 51)
    #expect(
      try await payment.printed("R000000002")
        == ["P000000002 -8500 L6 70 P000000002 FB -8570 P000000002 -> 0"])
    #expect(try await interest(payment, "P000000002") == [-70])
    let accounts = try await payment.accounts()
    #expect(accounts["interest_expense"] == 0 && accounts["provider_receivable"] == 8_570)
    #expect(try await payment.violations() == [])
  }

  /// The same claim decided again by the payer, `day` days after it was received.
  private func correction(
    _ claimID: String, day: Int,
    for reason: PaymentV1.ReversalReason = .retroactiveTermination
  ) -> PaymentV1.Adjudication {
    var message = ClaimMessage(claimID).replacing(1, reason).message
    message.businessTime =
      Instant(startOf: ClaimMessage.dayOfService.adding(days: day)).message
    return message
  }

  @Test("INTEREST-2: what a correction still pays was paid with the version that it corrects")
  func correctedInTime() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 20)
    _ = try await payment.decide(correction("C1", day: 60))
    _ = try await payment.close("close-2", at: 95)
    #expect(try await payment.versions("P000000002") == ["C1/2", "C1/3"])
    #expect(try await interest(payment, "P000000002") == [0, 0])
    #expect(try await payment.violations() == [])
  }

  @Test("INTEREST-2: what waited for a premium and paid nothing was received when it was paid")
  func premiumPaid() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(
      ClaimMessage("C1") { $0.reasons = [.premiumUnpaid] }.message)
    _ = try await payment.close("close-1", at: 20)
    _ = try await payment.decide(correction("C1", day: 60, for: .premiumPaid))
    _ = try await payment.close("close-2", at: 90)
    #expect(try await payment.versions("P000000002") == ["C1/2", "C1/3"])
    #expect(try await interest(payment, "P000000002") == [0, 0])
    #expect(try await payment.violations() == [])
    _ = try await payment.decide(ClaimMessage("C2").message)
    _ = try await payment.decide(correction("C2", day: 60, for: .premiumPaid))
    _ = try await payment.close("close-3", at: 90)
    #expect(try await interest(payment, "P000000003").contains { $0 > 0 })
  }

  @Test("INTEREST-2: what had no coverage was received when that was told")
  func coverageTold() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1") { $0.reasons = [.afterCoverage] }.message)
    _ = try await payment.close("close-1", at: 20)
    _ = try await payment.decide(correction("C1", day: 60, for: .retroactiveEnrollment))
    _ = try await payment.close("close-2", at: 90)
    #expect(try await payment.versions("P000000002") == ["C1/2", "C1/3"])
    #expect(try await interest(payment, "P000000002") == [0, 0])
    #expect(try await payment.violations() == [])
  }

  @Test("INTEREST-2: a correction of what was paid late owes the same days, whenever it is made")
  func correctedLate() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 50)
    _ = try await payment.decide(correction("C1", day: 60))
    _ = try await payment.close("close-2", at: 95)
    #expect(try await interest(payment, "P000000002") == [-70, 70])
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in
      try transaction.execute(
        """
        UPDATE decision SET corrected_received_at = corrected_received_at + 1
        WHERE corrected_received_at IS NOT NULL
        """)
    }
    #expect(try await payment.violations().map(\.invariant) == ["PAY-INTEREST"])
  }

  @Test("INTEREST-2: a correction before any payment is late from the receipt of the claim")
  func correctedUnpaid() async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.decide(correction("C1", day: 40))
    _ = try await payment.close("close-1", at: 50)
    #expect(try await interest(payment, "P000000001") == [70, -70, 70])
    #expect(try await payment.violations() == [])
  }

  @Test("INTEREST-1: a payer of another state and a provider without a contract have no such rate")
  func otherRate() async throws {
    let payment = try await fixture()
    var payer = PartyMessage.payer
    payer.address?.state = "CA"
    try await payment.loadParties("parties-2", payer: payer)
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 50)
    try await payment.loadParties("parties-3")
    _ = try await payment.decide(
      ClaimMessage("C2") {
        $0.renderingNPI = "1111111112"
        $0.status = .outOfNetwork
      }.message)
    _ = try await payment.close("close-2", at: 50)
    #expect(try await payment.printed("R000000001") == ["P000000001 8500 -> 8500"])
    #expect(try await payment.printed("R000000002") == ["P000000002 8500 -> 8500"])
  }

  @Test("INTEREST-1: a load counts once, and a rate that cannot be is refused by its field")
  func loads() async throws {
    let payment = try await fixture()
    #expect(try await payment.load(rates: [InterestTests.rate]) == 1)
    let reused = await #expect(throws: RPCError.self) { try await payment.load(rates: []) }
    #expect(reused?.reason == "KEY_REUSED")
    let changes: [(inout PaymentV1.InterestRate) -> Void] = [
      { $0.state = "tx" }, { $0.state = "T" }, { $0.days = -1 }, { $0.days = 367 },
      { $0.rateThousandths = -1 }, { $0.rateThousandths = 100_001 }, { $0.from = nil },
      { $0.lineOfBusiness = .unspecified },
    ]
    for (number, change) in changes.enumerated() {
      var rate = InterestTests.rate
      change(&rate)
      let error = await #expect(throws: RPCError.self) {
        try await payment.load(rates: [rate], id: "wrong-\(number)")
      }
      #expect(error?.reason == "FIELD_INVALID", "\(number)")
    }
  }

  @Test(
    "INTEREST-3: every planted fault of interest is found",
    arguments: [
      "UPDATE claim_interest SET amount = amount + 1 WHERE version = 1",
      "UPDATE claim_interest SET run_number = 2 WHERE version = 1",
      "DELETE FROM claim_interest WHERE version = 2",
      "UPDATE remittance SET interest = 0",
    ] as [SQL])
  func findsFault(statement: SQL) async throws {
    let payment = try await fixture()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 50)
    _ = try await payment.takeBack(ReversalMessage("C1"))
    _ = try await payment.close("close-2", at: 51)
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    #expect(try await payment.violations().contains { $0.invariant == "PAY-INTEREST" })
  }
}

extension PaymentFixture {
  /// Loads rates of interest.
  func load(rates: [PaymentV1.InterestRate], id: String = "rates-1") async throws -> Int32 {
    try await PaymentAdministrationHandler(store: store).loadInterestRates(
      .with {
        $0.requestID = id
        $0.rates = rates
      }, context: context
    ).rates
  }
}
