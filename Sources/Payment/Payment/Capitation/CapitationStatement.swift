import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf

/// A month of a payee under a contract.
struct CapitatedMonth: Hashable, Sendable {
  let contractID: String
  let payee: PayeeKey
  let month: CapitationMonth

  /// What a remittance names: the month and the contract, as long as its field takes.
  var reference: String { String("\(month.text) \(contractID)".prefix(50)) }
}

/// What a month came to when a roster changed it: a row of the table of statements.
struct CapitationStatement: Hashable, Sendable {
  /// Given by the store.
  var number: Int64
  /// The request that made it.
  let source: String
  let payment: CapitatedMonth
  let termsNumber: Int64
  let settledAt: Instant
  let memberCount: Int
  let changedCount: Int
  /// What the month comes to.
  let amount: Money
  /// What of it is new.
  let difference: Money
  let code: ProviderAdjustment.Code

  /// The statement as a message.
  func message(remittanceID: String) -> PaymentV1.CapitationStatement {
    .with {
      $0.statementID = RunNumber(.statement, number).text
      $0.contractID = payment.contractID
      $0.npi = payment.payee.npi
      $0.tin = payment.payee.tin
      $0.month = payment.month.first.message
      $0.settledAt = settledAt.message
      $0.members = Int32(clamping: memberCount)
      $0.changedMembers = Int32(clamping: changedCount)
      $0.amount = amount.message
      $0.difference = difference.message
      $0.code = code.rawValue
      $0.termsNumber = termsNumber
      $0.remittanceID = remittanceID
    }
  }
}
