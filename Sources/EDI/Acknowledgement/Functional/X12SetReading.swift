/// What reading gave of one set: its verdict, and the faults of its claims.
package struct X12SetReading: Hashable, Sendable {
  /// How the set ended.
  package let verdict: X12SetVerdict
  /// The claims with faults, in the order of the set.
  package private(set) var claims: [Claim] = []
  private var faultCount = 0

  /// A claim with its faults.
  package struct Claim: Hashable, Sendable {
    /// CLM01.
    package let identifier: String
    /// What reading found wrong, notes included.
    package let faults: [X12Fault]
  }

  /// The most faults of claims that are reported of one set.
  package static let faultsMax = 1_000

  /// Makes a reading without faults of claims.
  package init(_ verdict: X12SetVerdict) {
    self.verdict = verdict
  }

  /// Adds the faults of a claim; beyond ``faultsMax`` they are left out.
  package mutating func add(faults: [X12Fault], ofClaim identifier: String) {
    let kept = Array(faults.prefix(X12SetReading.faultsMax - faultCount))
    guard !kept.isEmpty else { return }
    faultCount += kept.count
    claims.append(Claim(identifier: identifier, faults: kept))
  }
}

extension X12SetReading: PrintsRedacted {}
