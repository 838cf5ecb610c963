import Domain
import PaymentRules
import Testing

@Suite("Overpayments are recovered by letter")
struct OverpaymentLetterTests {
  private func cents(_ cents: Int64) -> Money { Money(cents: cents) }

  @Test("RECOUP-2: a run takes everything that is open, once")
  func offset() {
    var letter = OverpaymentLetter(amount: cents(8_500))
    #expect(letter.on(.refund, cents(3_000)) == .post(cents(3_000)))
    #expect(letter.state == .open && letter.open == cents(5_500))
    #expect(letter.on(.offset) == .post(cents(5_500)))
    #expect(letter.state == .settled && letter.recovered == cents(8_500))
    #expect(letter.on(.offset) == .refuseEnded)
    #expect(letter.on(.refund, cents(1)) == .refuseEnded)
    #expect(letter.on(.writeOff) == .refuseEnded)
  }

  @Test("RECOUP-2: no run takes anything before thirty days of notice are over")
  func notice() {
    let opened = LineFixture.day("2026-03-10")
    #expect(RecoupmentNotice.firstOffset(openedOn: opened) == LineFixture.day("2026-04-09"))
  }

  @Test("RECOUP-3: a refund is more than nothing and never more than what is open")
  func refund() {
    var letter = OverpaymentLetter(amount: cents(100))
    for wrong in [Int64(0), -1, 101] {
      #expect(letter.on(.refund, cents(wrong)) == .refuseAmount)
    }
    #expect(letter == OverpaymentLetter(amount: cents(100)))
    #expect(letter.on(.refund, cents(100)) == .post(cents(100)))
    #expect(letter.state == .settled)
  }

  @Test("RECOUP-4: what is given up is what was open; what was recovered goes back when withdrawn")
  func endings() {
    var letter = OverpaymentLetter(amount: cents(100))
    _ = letter.on(.refund, cents(30))
    #expect(letter.on(.writeOff) == .post(cents(70)))
    #expect(letter.writtenOff == cents(70) && letter.state == .settled)
    #expect(letter.on(.withdrawal) == .post(cents(30)))
    #expect(letter.state == .withdrawn && letter.open == .zero)
    #expect(letter.on(.withdrawal) == .refuseEnded && letter.on(.offset) == .refuseEnded)
  }

  @Test("LEDGER-7: whatever happens to a letter, its entries add up to what came of it")
  func ledger() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<500 {
      var letter = OverpaymentLetter(amount: cents(Int64.random(in: 1...10_000, using: &random)))
      var balances: [LedgerAccount: Money] = [:]
      func enter(_ posting: LedgerPosting) {
        for entry in posting.entries { balances[entry.account, default: .zero] += entry.amount }
      }
      enter(RecoupmentLedger.opened(letter.amount))
      for _ in 0..<4 {
        let open = letter.open
        let events: [OverpaymentLetter.Event] = [.offset, .refund, .writeOff, .withdrawal]
        let event = events.randomElement(using: &random) ?? .offset
        let wanted =
          event == .refund ? cents(Int64.random(in: 1...max(1, open.cents), using: &random)) : nil
        guard case .post(let amount) = letter.on(event, wanted) else { continue }
        switch event {
        case .offset: enter(RecoupmentLedger.recovered(amount))
        case .refund:
          enter(RecoupmentLedger.recovered(amount))
          enter(RecoupmentLedger.refunded(amount))
        case .writeOff:
          enter(RecoupmentLedger.recovered(amount))
          enter(RecoupmentLedger.writtenOff(amount))
        case .withdrawal:
          enter(RecoupmentLedger.withdrawn(open: open, recovered: amount))
        }
      }
      #expect(balances.values.reduce(.zero, +) == .zero)
      #expect(balances[.overpaymentReceivable] ?? .zero == letter.open)
      let kept = letter.state == .withdrawn ? .zero : letter.amount - letter.writtenOff
      #expect(balances[.claimsExpense] ?? .zero == -kept)
      #expect(balances[.cash] ?? .zero == letter.refunded)
    }
  }
}
