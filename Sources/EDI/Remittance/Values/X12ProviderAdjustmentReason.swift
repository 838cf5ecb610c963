extension X12ProviderAdjustment {
  /// PLB03-1: why money moves beside the claims.
  package struct Reason: RawRepresentable, Hashable, Sendable {
    /// The code as sent.
    package let rawValue: String

    /// Takes a code as sent.
    package init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// An overpayment: negative when its recovery is put off, positive when it is recovered.
    package static let overpayment = Reason(rawValue: "WO")
    /// A balance carried forward: negative where it arises, positive in the next remittance.
    package static let balanceForward = Reason(rawValue: "FB")
    /// A refund of the payee that has come; it stands beside a recovered overpayment.
    package static let refund = Reason(rawValue: "72")
    /// Another adjustment, such as a balance that the payer gives up.
    package static let other = Reason(rawValue: "CS")
    /// Interest that the payer owes: negative when paid, positive when taken back.
    package static let interest = Reason(rawValue: "L6")
    /// A capitation payment.
    package static let capitation = Reason(rawValue: "CT")
    /// A withhold: negative when released, positive when taken.
    package static let withhold = Reason(rawValue: "E3")
    /// A bonus.
    package static let bonus = Reason(rawValue: "BN")
    /// Capitation of earlier months: negative adds, positive takes.
    package static let capitationRetroactivity = Reason(rawValue: "RA")
    /// A settlement that is not the last.
    package static let interimSettlement = Reason(rawValue: "IS")
    /// A lump sum.
    package static let lumpSum = Reason(rawValue: "LS")
    /// A levy by a court or authority.
    package static let levy = Reason(rawValue: "LE")

    /// Whether PLB03-2 must say which claim or balance it concerns.
    package var requiresReference: Bool {
      self == .overpayment || self == .balanceForward || self == .refund
    }
  }
}
