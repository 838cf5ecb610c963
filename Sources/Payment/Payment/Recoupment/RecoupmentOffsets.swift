import Domain
import PaymentRules
import Storage

/// Queues what letters still ask for once their day has come, before a run takes what is queued (rule
/// `RECOUP-2`).
struct RecoupmentOffsets: Sendable {
  private static let pageSize = 500

  let closedAt: Instant

  /// Queues what is open of every letter that is due, page by page.
  func queue(in transaction: Transaction) throws {
    var last: Int64 = 0
    while true {
      let numbers = try RecoupmentRows.due(
        on: closedAt.day, after: last, count: RecoupmentOffsets.pageSize, in: transaction)
      guard let end = numbers.last else { return }
      for number in numbers { try queue(number, in: transaction) }
      last = end
    }
  }

  private func queue(_ number: Int64, in transaction: Transaction) throws {
    guard let record = try RecoupmentRows.find(number, in: transaction) else { return }
    _ = try RecoupmentStep.apply(
      .offset, nil, to: record, source: "recoupment-offset/\(number)", reference: "",
      at: closedAt, in: transaction)
  }
}
