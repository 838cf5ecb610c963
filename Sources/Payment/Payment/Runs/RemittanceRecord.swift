import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// A row of the table of remittances.
struct RemittanceRecord: Hashable, Sendable {
  /// The adjustment reason of a balance that is carried from one remittance to the next.
  static let balanceForward = "FB"
  /// The adjustment reason of interest.
  static let interest = "L6"

  let number: Int64
  let runNumber: Int64
  let billingNPI: String
  let billingTIN: String
  let payeeNumber: Int64?
  let claimCount: Int
  let claimsPaid: Money
  let carriedForward: Money
  let payment: Money
  /// What late payments cost beside the claims; negative when more is taken back.
  let interest: Money
  /// The sum of the money beside claims; positive lowers the payment.
  let adjusted: Money

  /// Reads a row of the columns of ``RemittanceRows``.
  init(_ row: borrowing Row) throws {
    number = try row.value(0)
    runNumber = try row.value(1)
    billingNPI = try row.value(2)
    billingTIN = try row.value(3)
    payeeNumber = try row.value(4)
    claimCount = try row.value(5)
    claimsPaid = try row.value(6)
    carriedForward = try row.value(7)
    payment = try row.value(8)
    interest = try row.value(9)
    adjusted = try row.value(10)
  }

  /// The remittance as a message, with the parties as they were when its run was closed.
  func message(
    run: RunRecord, payer: PaymentV1.Payer, in reader: some StoreReading
  ) throws -> PaymentV1.Remittance {
    let payee = try payee(in: reader)
    let adjustments = try adjustments(in: reader)
    return .with {
      $0.remittanceID = RunNumber(.remittance, number).text
      $0.runID = RunNumber(.run, runNumber).text
      $0.payee = payee.message
      $0.payer = payer
      $0.closedAt = run.closedAt.message
      $0.claims = Int32(clamping: claimCount)
      $0.claimsPaid = claimsPaid.message
      $0.adjustments = adjustments
      $0.payment = payment.message
    }
  }

  private func payee(in reader: some StoreReading) throws -> RemittancePayee {
    guard let payeeNumber else { return RemittancePayee(npi: billingNPI, tin: billingTIN) }
    guard let payee = try PartyRows.payee(payeeNumber, in: reader) else {
      throw StorageError(.corrupt, "a remittance names a payee that is not there")
    }
    return payee
  }

  /// Money beside claims comes as it was queued; interest raises the payment; balances taken back lower it, and one that is carried forward
  /// raises it to nothing.
  private func adjustments(in reader: some StoreReading) throws -> [PaymentV1.ProviderAdjustment] {
    let brought = try RemittanceRows.broughtForward(by: number, in: reader).map {
      adjustment(RemittanceRecord.balanceForward, reference: $0.madeBy, $0.amount)
    }
    let own = [
      (RemittanceRecord.interest, -interest), (RemittanceRecord.balanceForward, -carriedForward),
    ].filter { $0.1 != .zero }.map { adjustment($0.0, reference: number, $0.1) }
    let beside = try AdjustmentRows.remitted(by: number, in: reader).map { adjustment in
      PaymentV1.ProviderAdjustment.with {
        $0.code = adjustment.code
        $0.reference = adjustment.reference
        $0.amount = adjustment.amount.message
      }
    }
    return beside + brought + own
  }

  private func adjustment(
    _ code: String, reference: Int64, _ amount: Money
  ) -> PaymentV1.ProviderAdjustment {
    .with {
      $0.code = code
      $0.reference = RunNumber(.remittance, reference).text
      $0.amount = amount.message
    }
  }
}
