/// A bucket that calls fill and repeats empty, so that repeats stay a small part of the calls.
///
/// Counts hundredths of a repeat: a policy of ten repeats for a hundred calls pays 10 with each call
/// and takes 100 for each repeat.
package struct RetryBudget: Equatable, Sendable {
  private static let hundredthsPerRepeat = 100
  private static let hundredthsMax = 1_000_000_000

  private let earned: Int
  private let most: Int
  private var hundredths: Int

  /// A full bucket.
  package init(repeatsPerHundredCalls: Int, repeatsBurstMax: Int) {
    earned = min(max(repeatsPerHundredCalls, 0), Self.hundredthsPerRepeat)
    let bounded = min(max(repeatsBurstMax, 0), Self.hundredthsMax / Self.hundredthsPerRepeat)
    most = bounded * Self.hundredthsPerRepeat
    hundredths = most
  }

  /// A call was made for the first time.
  package mutating func offered() {
    hundredths = min(most, hundredths + earned)
  }

  /// Pays for one repeat; false when there is not enough.
  package mutating func spend() -> Bool {
    guard hundredths >= Self.hundredthsPerRepeat else { return false }
    hundredths -= Self.hundredthsPerRepeat
    return true
  }
}
