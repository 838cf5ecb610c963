/// What a physician's practice costs in a locality beside the nation, by the parts of a service.
///
/// Each part is in thousandths, as the index file prints it: 1,000 is the national average.
package struct PracticeCostIndex: Hashable, Sendable {
  /// The cost of the physician's work, in thousandths of the average.
  package let workThousandths: Int64
  /// The cost of the practice, in thousandths of the average.
  package let expenseThousandths: Int64
  /// The cost of professional liability insurance, in thousandths of the average.
  package let malpracticeThousandths: Int64

  /// The nation's average, by which an amount for no locality is computed.
  package static let national = PracticeCostIndex()

  private init() {
    (workThousandths, expenseThousandths, malpracticeThousandths) = (1_000, 1_000, 1_000)
  }

  /// Makes an index, or nothing when a part is negative.
  package init?(
    workThousandths: Int64, expenseThousandths: Int64, malpracticeThousandths: Int64
  ) {
    let parts = [workThousandths, expenseThousandths, malpracticeThousandths]
    guard parts.allSatisfy({ $0 >= 0 }) else { return nil }
    self.workThousandths = workThousandths
    self.expenseThousandths = expenseThousandths
    self.malpracticeThousandths = malpracticeThousandths
  }
}
