package import Domain

/// A letter that asks a payee for a part of what a claim was paid, as a value (rules `RECOUP-1` to
/// `RECOUP-4`).
package struct OverpaymentLetter: Hashable, Sendable {
  /// What happens to a letter.
  package enum Event: String, Hashable, Sendable {
    /// A run takes what is open from a remittance.
    case offset
    /// The payee sent money.
    case refund
    /// What is open is given up.
    case writeOff = "write_off"
    /// The letter is taken back; what was recovered goes back.
    case withdrawal
  }

  /// Where a letter stands.
  package enum State: Hashable, Sendable {
    case open, settled, withdrawn
  }

  /// What an event is answered.
  package enum OnEvent: Hashable, Sendable {
    /// It happens, with that amount.
    case post(Money)
    /// Nothing is open, or the letter was taken back.
    case refuseEnded
    /// It is not more than nothing, or more than what is open.
    case refuseAmount
  }

  /// What it asks for.
  package let amount: Money
  /// What remittances took.
  package private(set) var offset = Money.zero
  /// What the payee sent.
  package private(set) var refunded = Money.zero
  /// What was given up.
  package private(set) var writtenOff = Money.zero
  private var isWithdrawn = false

  /// A letter that was just opened.
  package init(amount: Money) {
    self.amount = amount
  }

  /// Where it stands.
  package var state: State {
    isWithdrawn ? .withdrawn : open > .zero ? .open : .settled
  }

  /// What is open.
  package var open: Money {
    isWithdrawn ? .zero : amount - recovered - writtenOff
  }

  /// What came back, by remittances or from the payee.
  package var recovered: Money { offset + refunded }

  /// Lets something happen.
  ///
  /// - Parameter wanted: The amount of a refund; all others take what there is.
  package mutating func on(_ event: Event, _ wanted: Money? = nil) -> OnEvent {
    guard !isWithdrawn, event == .withdrawal || open > .zero else { return .refuseEnded }
    let due = event == .withdrawal ? recovered : wanted ?? open
    guard event == .withdrawal || (due > .zero && due <= open) else { return .refuseAmount }
    switch event {
    case .offset: offset += due
    case .refund: refunded += due
    case .writeOff: writtenOff += due
    case .withdrawal: isWithdrawn = true
    }
    return .post(due)
  }
}
