package import Domain

/// What a claim adds to the pool of one contract and year (rule `WITHHOLD-3`).
package struct WithheldShare: Hashable, Sendable {
  /// The contract whose pool it is.
  package let contractID: String
  /// The year of the service.
  package let year: Int
  /// What is kept; negative when it is taken back.
  package var amount: Money

  /// Makes a share.
  package init(contractID: String, year: Int, amount: Money) {
    self.contractID = contractID
    self.year = year
    self.amount = amount
  }

  /// What the lines of a decision keep, by contract and year, in that order.
  ///
  /// A line whose contract or day is not among the facts adds nothing; no line that withholds is.
  package static func shares(
    of decision: ClaimDecision, lines: [BilledLine], contract: ContractFacts
  ) -> [WithheldShare] {
    let days = Dictionary(lines.map { ($0.lineNumber, $0.day) }) { first, _ in first }
    let contracts = Dictionary(contract.lines.map { ($0.lineNumber, $0.contractID) }) {
      first, _ in first
    }
    var shares: [WithheldShare] = []
    for line in decision.lines where line.withheld != .zero {
      guard let day = days[line.lineNumber], let name = contracts[line.lineNumber] else { continue }
      let share = WithheldShare(contractID: name, year: day.year, amount: line.withheld)
      add(share, to: &shares)
    }
    return shares.sorted { ($0.contractID, $0.year) < ($1.contractID, $1.year) }
  }

  private static func add(_ share: WithheldShare, to shares: inout [WithheldShare]) {
    let place = shares.firstIndex { $0.contractID == share.contractID && $0.year == share.year }
    guard let place else {
      shares.append(share)
      return
    }
    shares[place].amount += share.amount
  }
}
