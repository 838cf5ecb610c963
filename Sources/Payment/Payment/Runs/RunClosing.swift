import Domain
import DomainMessages
import Messages
import Storage

/// Closes a payment run in one transaction (rules `RUN-1`, `RUN-2`, `RUN-3` and `RUN-4`); what letters
/// still ask for when their day has come is queued before (rule `RECOUP-2`).
///
/// The request's name decides which run it is: sent again, also with another time, it gives the run
/// that was closed, so that nobody is paid twice because an answer was lost.
struct RunClosing: Sendable {
  private let requestID: String
  private let closedAt: Instant

  /// Reads and checks a request.
  init(_ request: PaymentV1.CloseRunRequest) throws(Refusal) {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      closedAt = try Instant(request.closedAt, "closed_at")
    } catch {
      throw Refusal(error)
    }
  }

  /// Closes the run, or finds it closed.
  ///
  /// - Throws: ``Refusal/payerMissing`` before anything is written; ``Refusal/runTooLarge``, which
  ///   undoes the transaction.
  func run(in transaction: Transaction) throws -> PaymentV1.PaymentRun {
    if let run = try RunRows.named(requestID, in: transaction) { return run.message }
    guard let payer = try PartyRows.currentPayer(in: transaction) else {
      throw Refusal.payerMissing
    }
    let number = try RunRows.nextNumber(in: transaction)
    try RecoupmentOffsets(closedAt: closedAt).queue(in: transaction)
    try RunPosting(runNumber: number).post(
      paidOn: closedAt.day, state: try PartyRows.state(ofPayer: payer, in: transaction),
      in: transaction)
    let run = RunRecord(
      number: number, closedAt: closedAt, payerNumber: payer,
      sums: try RunRows.sums(of: number, in: transaction))
    try RunLedger(runNumber: number, closedAt: closedAt).enter(in: transaction)
    try RunRows.insert(run, requestID: requestID, in: transaction)
    return run.message
  }
}
