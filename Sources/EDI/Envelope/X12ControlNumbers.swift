/// The control numbers of the sets of a group or the groups of an interchange, to find one used twice.
struct X12ControlNumbers: Sendable {
  /// The most numbers kept; whether a later one repeats an earlier one is not looked at.
  static let numbersMax = 10_000

  private var seen: Set<String> = []

  /// Takes the next number; whether it is not one of the kept ones.
  mutating func insert(_ number: String) -> Bool {
    guard seen.count < X12ControlNumbers.numbersMax else { return !seen.contains(number) }
    return seen.insert(number).inserted
  }
}
