import Domain
import DomainMessages
import Messages
import NetworkRules

extension LetterOfAgreement {
  /// Reads and checks a letter of a load.
  init(_ message: NetworkV1.LetterOfAgreement, ratesMax: Int) throws(MessageError) {
    self.init(
      key: Key(
        authorizationNumber: try MessageCheck.identifier(
          message.authorizationNumber, "authorization_number"),
        providerNPI: try MessageCheck.npi(message.providerNPI, "provider_npi")),
      days: try DaySpan(message.days, "days"),
      rates: try LetterOfAgreement.rates(message.rates, countMax: ratesMax),
      sequestrationClause: try ContractFacts.SequestrationClause(
        message.sequestrationClause, "sequestration_clause"))
  }

  /// Reads the rates: one for each procedure, each more than nothing, because what is worth nothing
  /// would need a reason of its own.
  private static func rates(
    _ messages: [NetworkV1.LetterRate], countMax: Int
  ) throws(MessageError) -> [String: Money] {
    guard !messages.isEmpty else { throw MessageError("rates", "is empty") }
    var rates: [String: Money] = [:]
    _ = try MessageCheck.list(messages, "rates", countMax: countMax) {
      message throws(MessageError) in
      let procedure = try MessageCheck.identifier(message.procedure, "procedure")
      let amount = try Money(notNegative: message.amount, "amount")
      guard amount > .zero else { throw MessageError("amount", "is nothing") }
      guard rates.updateValue(amount, forKey: procedure) == nil else {
        throw MessageError("procedure", "is that of an earlier rate")
      }
    }
    return rates
  }
}
