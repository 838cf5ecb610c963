import Domain
import PaymentRules
import Storage

/// What one event of a letter queues and enters: parts of their own, each with one amount at most.
struct RecoupmentPosting: Hashable, Sendable {
  /// Names it; also what it queues.
  let source: String
  let ledger: LedgerPosting
  /// The reason, reference and amount of what is queued; nothing when nothing is.
  let adjustment: ProviderAdjustment?

  /// What opening a letter enters: it moves no money.
  static func opening(of letter: RecoupmentRecord) -> RecoupmentPosting {
    RecoupmentPosting(
      source: letter.source, ledger: RecoupmentLedger.opened(letter.amount), adjustment: nil)
  }

  /// What an event queues and enters (rules `RECOUP-2` to `RECOUP-4`).
  ///
  /// - Parameter open: What was open before it.
  static func parts(
    of event: RecoupmentRecord.Event, _ letter: RecoupmentRecord, open: Money
  ) -> [RecoupmentPosting] {
    let claim = String(letter.claimID.prefix(50))
    func part(
      _ prefix: String, _ code: ProviderAdjustment.Code, _ amount: Money, _ ledger: LedgerPosting,
      _ reference: String
    ) -> RecoupmentPosting {
      let source = prefix + event.source
      let adjustment = ProviderAdjustment(
        source: source, payee: letter.payee, code: code, reference: reference, amount: amount)
      return RecoupmentPosting(
        source: source, ledger: ledger, adjustment: amount == .zero ? nil : adjustment)
    }
    let recovered = part(
      "", .overpayment, event.amount, RecoupmentLedger.recovered(event.amount), claim)
    switch event.kind {
    case .offset: return [recovered]
    case .refund:
      let reference = event.reference.isEmpty ? letter.name : String(event.reference.prefix(50))
      return [
        recovered,
        part(
          "recoupment+72/", .refund, -event.amount, RecoupmentLedger.refunded(event.amount),
          reference),
      ]
    case .writeOff:
      return [
        recovered,
        part(
          "recoupment+CS/", .other, -event.amount, RecoupmentLedger.writtenOff(event.amount), claim),
      ]
    case .withdrawal:
      return [
        part(
          "", .overpayment, -event.amount,
          RecoupmentLedger.withdrawn(open: open, recovered: event.amount), claim)
      ]
    }
  }

  /// Queues and enters it.
  func post(at time: Instant, in transaction: Transaction) throws {
    try LedgerRows.insert(ledger, settlement: source, at: time, in: transaction)
    if let adjustment { try AdjustmentRows.insert(adjustment, at: time, in: transaction) }
  }
}
