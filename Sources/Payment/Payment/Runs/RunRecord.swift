import Domain
import DomainMessages
import Messages
import Protobuf

/// A row of the table of runs.
struct RunRecord: Hashable, Sendable {
  /// What the remittances of a run add up to.
  struct Sums: Hashable, Sendable {
    let remittances: Int
    let claims: Int
    let payment: Money
  }

  let number: Int64
  let closedAt: Instant
  let payerNumber: Int64
  let sums: Sums

  /// The run as a message.
  var message: PaymentV1.PaymentRun {
    .with {
      $0.runID = RunNumber(.run, number).text
      $0.closedAt = closedAt.message
      $0.remittances = Int32(clamping: sums.remittances)
      $0.claims = Int32(clamping: sums.claims)
      $0.payment = sums.payment.message
    }
  }
}
