import DomainMessages
import Messages

/// Who is paid: a billing provider under a tax number.
struct PayeeKey: Hashable, Sendable {
  let npi: String
  let tin: String

  /// Makes a key of checked parts.
  init(npi: String, tin: String) {
    self.npi = npi
    self.tin = tin
  }

  /// Reads and checks the payee of a request.
  init(_ request: PaymentV1.SettleRiskRequest) throws(MessageError) {
    npi = try MessageCheck.npi(request.npi, "npi")
    tin = try PartyText.digits(request.tin, "tin", count: 9)
  }
}
