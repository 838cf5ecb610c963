import Domain
import Storage

/// Money that a payee gets or owes beside its claims (rule `ADJUST-1`).
struct ProviderAdjustment: Hashable, Sendable {
  /// Why, as a remittance says it.
  enum Code: String, StorableValue, Hashable, Sendable {
    /// What was withheld and is given back; positive where it is taken back.
    case withhold = "E3"
    /// A share of a gain.
    case bonus = "BN"
    /// A share of a loss, or the other side of an overpayment that is given up.
    case other = "CS"
    /// An overpayment that is recovered; negative where it is given back.
    case overpayment = "WO"
    /// A refund that has come, beside the overpayment that it settles.
    case refund = "72"
    /// What a month of members comes to.
    case capitation = "CT"
    /// What a later roster changes of it.
    case retroactiveCapitation = "RA"
  }

  /// What made it; one source makes one adjustment at most.
  let source: String
  let payee: PayeeKey
  let code: Code
  /// What it refers to, for the payee.
  let reference: String
  /// The amount; positive lowers the payment.
  let amount: Money
}
