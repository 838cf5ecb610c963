import Domain

/// The lines that a limit ends, as far as they are known (rules `BUNDLE-1` and `LIMIT-1`).
struct EndedLines {
  /// How often the lines of a claim are looked at before a person must.
  static let roundsMax = 32

  /// The lines that include others.
  private let hosts: Set<Int>
  /// The lines of whose amount nothing was left when their turn came.
  private(set) var byAmount: Set<Int> = []
  /// The lines that include others and are ended by a limit, so that what they include stands for
  /// itself.
  private(set) var including: Set<Int> = []

  init(hosts: Set<Int>) {
    self.hosts = hosts
  }

  /// Takes over what a look at all lines found.
  ///
  /// What the amount ends is settled first, because it frees visits; what else a limit ends is looked
  /// at behind that.
  ///
  /// - Returns: Whether anything was found that was not known.
  mutating func learn(from limits: BenefitLimits) -> Bool {
    guard limits.endedByAmount.isSubset(of: byAmount) else {
      byAmount.formUnion(limits.endedByAmount)
      return true
    }
    let ended = limits.ended.intersection(hosts)
    guard ended.isSubset(of: including) else {
      including.formUnion(ended)
      return true
    }
    return false
  }

  /// Refuses a claim in which a line is covered again because of what it no longer includes.
  func check(_ assessed: [AssessedLine]) throws(AdjudicationError) {
    for line in assessed.compactMap(\.priced?.covered) where including.contains(line.number) {
      throw AdjudicationError(
        .manualPricing, line: line.number,
        "whether a limit ends it depends on the lines that it includes")
    }
  }
}
