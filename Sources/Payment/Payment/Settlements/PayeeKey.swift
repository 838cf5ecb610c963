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
    try self.init(checkedNPI: request.npi, tin: request.tin)
  }

  /// Makes a key of parts that came from outside.
  init(checkedNPI npi: String, tin: String) throws(MessageError) {
    self.npi = try MessageCheck.npi(npi, "npi")
    self.tin = try PartyText.digits(tin, "tin", count: 9)
  }
}
