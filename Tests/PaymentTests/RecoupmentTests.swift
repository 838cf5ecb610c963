import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage
import Testing

@testable import Payment

@Suite("Overpayments are recovered by letter, beside the claims")
struct RecoupmentTests {
  /// A store in which C1 was paid 85.00 by a run.
  private func fixture() async throws -> PaymentFixture {
    let payment = try PaymentFixture()
    try await payment.loadParties()
    _ = try await payment.decide(ClaimMessage("C1").message)
    _ = try await payment.close("close-1", at: 1)
    return payment
  }

  @Test("RECOUP-2: nothing moves before the day, and then the first run takes it as WO, once")
  func offset() async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    #expect(letter.recoupmentID == "L000000001" && letter.state == .open)
    _ = try await payment.decide(ClaimMessage("C2") { $0.renderingNPI = "1111111112" }.message)
    #expect(try await payment.close("close-2", at: 31).payment?.cents == 8_500)
    #expect(
      try await payment.accounts() == [
        "claims_expense": 14_000, "accounts_payable": 0, "cash": -17_000,
        "overpayment_receivable": 3_000,
      ])
    #expect(try await payment.close("close-3", at: 32).remittances == 1)
    #expect(
      try await payment.printed("R000000003")
        == ["P000000003 0 WO 3000 C1 FB -3000 P000000003 -> 0"])
    #expect(try await payment.letters() == ["L000000001 C1 settled 3000 3000 0 0 0"])
    #expect(try await payment.close("close-4", at: 33).remittances == 0)
    #expect(try await payment.violations() == [])
  }

  @Test("RECOUP-2: no letter is older than the run that paid, so that no notice is over at once")
  func backdated() async throws {
    let payment = try await fixture()
    let paid = Instant(startOf: .business(1))
    let earlier = [
      Instant(microseconds: paid.microseconds - 1), Instant(startOf: .business(-40)),
    ]
    for instant in earlier {
      let error = await #expect(throws: RPCError.self) {
        try await payment.openLetter { $0.openedAt = instant.message }
      }
      #expect(error?.reason == "OPENED_BEFORE_PAYMENT")
    }
    #expect(try await payment.letters() == [])
    let letter = try await payment.openLetter { $0.openedAt = paid.message }
    #expect(letter.due == Day.business(31).message)
    #expect(try await payment.violations() == [])
  }

  @Test("RECOUP-3: a check is acknowledged by WO and 72, and the rest is taken when it is due")
  func refund() async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    let first = try await payment.refund("refund-1", letter, 1_000)
    #expect(first.open?.cents == 2_000)
    #expect(try await payment.refund("refund-1", letter, 1_000) == first)
    _ = try await payment.close("close-2", at: 10)
    #expect(
      try await payment.printed("R000000002") == ["P000000002 0 WO 1000 C1 72 -1000 CHECK 7 -> 0"])
    _ = try await payment.close("close-3", at: 40)
    #expect(
      try await payment.printed("R000000003")
        == ["P000000003 0 WO 2000 C1 FB -2000 P000000003 -> 0"])
    #expect(try await payment.letters() == ["L000000001 C1 settled 3000 2000 1000 0 0"])
    #expect(
      try await payment.accounts() == [
        "claims_expense": 5_500, "accounts_payable": 0, "cash": -7_500,
        "overpayment_receivable": 0, "provider_receivable": 2_000,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("RECOUP-3: a check of one number is acknowledged once a letter, and one without as often")
  func repeatedReference() async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    _ = try await payment.refund("refund-1", letter, 1_000)
    for cents in [Int64(1_000), 500, 2_001] {
      let error = await #expect(throws: RPCError.self) {
        try await payment.refund("refund-2", letter, cents)
      }
      #expect(error?.reason == "REFERENCE_REPEATED")
    }
    #expect(try await payment.refund("refund-3", letter, 500, "CHECK 8").open?.cents == 1_500)
    for name in ["refund-4", "refund-5"] {
      _ = try await payment.refund(name, letter, 100, "")
    }
    #expect(try await payment.letters() == ["L000000001 C1 open 3000 0 1700 0 1300"])
    #expect(try await payment.violations() == [])
  }

  @Test(
    "ADJUST-1: a refund waits with the recovery that it makes up for when only one would fit",
    arguments: [2, 3])
  func togetherOrNot(adjustmentsMax: Int) async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    _ = try await payment.refund("refund-1", letter, 1_000)
    _ = try await payment.writeOff(letter)
    try await payment.store.write { transaction in
      try RunPosting(runNumber: 99, adjustmentsMax: adjustmentsMax).post(
        paidOn: ClaimMessage.dayOfService, state: "TX", in: transaction)
    }
    _ = try await payment.close("close-2", at: 10)
    #expect(
      try await payment.printed("R000000002") == ["P000000003 0 WO 2000 C1 CS -2000 C1 -> 0"])
  }

  @Test("RECOUP-4: what is given up is told by WO and CS, and no run takes it")
  func writeOff() async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    #expect(try await payment.writeOff(letter).state == .settled)
    _ = try await payment.close("close-2", at: 40)
    #expect(
      try await payment.printed("R000000002") == ["P000000002 0 WO 3000 C1 CS -3000 C1 -> 0"])
    #expect(try await payment.accounts()["claims_expense"] == 8_500)
    #expect(try await payment.violations() == [])
  }

  @Test("RECOUP-1: a claim with a letter is not taken back and not replaced, until it is withdrawn")
  func oneMethod() async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    let void = ReversalMessage("C1").message
    #expect(try await payment.reverse([void]).map(\.refusal) == ["9 RECOUPMENT_STANDS"])
    let replacement = ClaimMessage("C1").replacing().message
    #expect(try await payment.refusal(replacement)?.reason == "RECOUPMENT_STANDS")
    _ = try await payment.close("close-2", at: 40)
    #expect(try await payment.reverse([void]).map(\.refusal) == ["9 RECOUPMENT_STANDS"])
    #expect(try await payment.violations() == [])
    #expect(try await payment.withdraw(letter).state == .withdrawn)
    _ = try await payment.takeBack(ReversalMessage("C1"))
    _ = try await payment.close("close-3", at: 41)
    #expect(
      try await payment.printed("R000000003")
        == ["P000000003 -8500 WO -3000 C1 FB 3000 P000000002 FB -8500 P000000003 -> 0"])
    #expect(
      try await payment.accounts() == [
        "claims_expense": 0, "accounts_payable": 0, "cash": -8_500, "overpayment_receivable": 0,
        "provider_receivable": 8_500,
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("RECOUP-1: a letter needs a claim that stands, was paid out as much, and has no letter")
  func refusals() async throws {
    let payment = try await fixture()
    func reason(
      _ change: (inout PaymentV1.OpenRecoupmentRequest) -> Void
    ) async throws -> String? {
      let error = await #expect(throws: RPCError.self) { try await payment.openLetter(change) }
      return error?.reason
    }
    #expect(try await reason { $0.claimID = "C9" } == "VERSION_UNKNOWN")
    #expect(try await reason { $0.amount = Money(cents: 8_501).message } == "AMOUNT_BEYOND_PAYMENT")
    #expect(try await reason { $0.amount = Money(cents: 0).message } == "AMOUNT_BEYOND_PAYMENT")
    #expect(try await reason { $0.amount = nil } == "FIELD_INVALID")
    #expect(try await reason { $0.due = Day.business(31).message } == "DUE_TOO_EARLY")
    _ = try await payment.decide(ClaimMessage("C2") { $0.renderingNPI = "1111111112" }.message)
    #expect(try await reason { $0.claimID = "C2" } == "NOT_PAID_OUT")
    _ = try await payment.takeBack(ReversalMessage("C2"))
    #expect(try await reason { $0.claimID = "C2" } == "VERSION_UNKNOWN")
    let letter = try await payment.openLetter()
    #expect(try await payment.openLetter() == letter)
    #expect(try await reason { $0.note = "other" } == "KEY_REUSED")
    #expect(try await reason { $0.requestID = "again" } == "RECOUPMENT_STANDS")
    for wrong in [Int64(0), 3_001] {
      let error = await #expect(throws: RPCError.self) {
        try await payment.refund("wrong", letter, wrong)
      }
      #expect(error?.reason == "AMOUNT_BEYOND_OPEN")
    }
    _ = try await payment.writeOff(letter)
    let ended = await #expect(throws: RPCError.self) {
      try await payment.refund("late", letter, 1)
    }
    #expect(ended?.reason == "RECOUPMENT_ENDED")
    #expect(try await payment.violations() == [])
  }

  @Test("RECOUP-1: of many who open a letter for one claim at once, one does")
  func atOnce() async throws {
    let payment = try await fixture()
    let opened = await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          (try? await payment.openLetter { $0.requestID = "open-\(number)" }) != nil
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(opened == 1)
    #expect(try await payment.violations() == [])
  }

  @Test(
    "RECOUP-1 to RECOUP-4 and LEDGER-7: every planted fault of a letter is found",
    arguments: [
      "UPDATE recoupment SET amount = amount + 1", "UPDATE recoupment SET due_day = due_day + 1",
      "UPDATE recoupment SET billing_tin = '555555555'",
      "UPDATE recoupment SET opened_at = opened_at + 1",
      "UPDATE recoupment_event SET amount = amount - 1", "DELETE FROM recoupment_event",
      "UPDATE recoupment_event SET posted_at = posted_at + 1",
      "UPDATE recoupment_event SET kind = 'write_off' WHERE kind = 'refund'",
      "DELETE FROM recoupment_event WHERE kind = 'offset'",
      "UPDATE provider_adjustment SET amount = amount + 1 WHERE code = 'WO'",
      "UPDATE provider_adjustment SET code = 'CS' WHERE code = '72'",
      "UPDATE provider_adjustment SET reference = 'C2' WHERE code = 'WO'",
      "DELETE FROM settlement_entry WHERE account = 'overpayment_receivable'",
      "UPDATE settlement_entry SET account = 'claims_expense' WHERE account = 'cash'",
      "DELETE FROM step_answer WHERE key LIKE 'recoupment-refund/%'",
      "UPDATE decision SET reverses_version = 1 WHERE claim_id = 'C1'",
    ] as [SQL])
  func findsFault(statement: SQL) async throws {
    let payment = try await fixture()
    let letter = try await payment.openLetter()
    _ = try await payment.refund("refund-1", letter, 1_000)
    _ = try await payment.close("close-2", at: 40)
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    let found = try await payment.violations()
    #expect(
      found.contains {
        ["PAY-RECOUPMENT", "STORE-REFERENCE", "PAY-ROW", "PAY-REVERSAL"].contains($0.invariant)
      }, "\(found)")
  }
}

extension Day {
  /// So many days behind the day of service.
  fileprivate static func business(_ days: Int) -> Day {
    ClaimMessage.dayOfService.adding(days: days)
  }
}

extension PaymentFixture {
  private var recoupment: RecoupmentHandler { RecoupmentHandler(store: store) }
  private var now: TypeV1.Instant { Instant(startOf: .business(2)).message }

  /// Opens a letter for 30.00 of claim C1, on the second day.
  @discardableResult
  func openLetter(
    _ change: (inout PaymentV1.OpenRecoupmentRequest) -> Void = { _ in }
  ) async throws -> PaymentV1.Recoupment {
    var request = PaymentV1.OpenRecoupmentRequest.with {
      $0.requestID = "open-1"
      $0.claimID = "C1"
      $0.amount = Money(cents: 3_000).message
      $0.note = "the fee was that of another year"
      $0.openedAt = now
    }
    change(&request)
    let letter = try await recoupment.openRecoupment(request, context: context).recoupment
    return letter ?? PaymentV1.Recoupment()
  }

  func refund(
    _ requestID: String, _ letter: PaymentV1.Recoupment, _ cents: Int64,
    _ reference: String = "CHECK 7"
  ) async throws -> PaymentV1.Recoupment {
    try await recoupment.acknowledgeRefund(
      .with {
        $0.requestID = requestID
        $0.recoupmentID = letter.recoupmentID
        $0.amount = Money(cents: cents).message
        $0.reference = reference
        $0.receivedAt = now
      }, context: context
    ).recoupment ?? PaymentV1.Recoupment()
  }

  func writeOff(_ letter: PaymentV1.Recoupment) async throws -> PaymentV1.Recoupment {
    try await recoupment.writeOffRecoupment(
      .with {
        $0.requestID = "write-off-1"
        $0.recoupmentID = letter.recoupmentID
        $0.writtenOffAt = now
      }, context: context
    ).recoupment ?? PaymentV1.Recoupment()
  }

  func withdraw(_ letter: PaymentV1.Recoupment) async throws -> PaymentV1.Recoupment {
    try await recoupment.withdrawRecoupment(
      .with {
        $0.requestID = "withdraw-1"
        $0.recoupmentID = letter.recoupmentID
        $0.withdrawnAt = now
      }, context: context
    ).recoupment ?? PaymentV1.Recoupment()
  }

  /// The letters, printed: amount, offset, refunded, written off, open.
  func letters() async throws -> [String] {
    try await recoupment.listRecoupments(PaymentV1.ListRecoupmentsRequest(), context: context)
      .recoupments.map { letter in
        let amounts = [
          letter.amount, letter.offset, letter.refunded, letter.writtenOff, letter.open,
        ].map { String($0?.cents ?? -1) }
        let state = [PaymentV1.RecoupmentState.open: "open", .settled: "settled"][letter.state]
        return ([letter.recoupmentID, letter.claimID, state ?? "withdrawn"] + amounts)
          .joined(separator: " ")
      }
  }
}
