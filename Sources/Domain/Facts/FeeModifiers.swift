/// The modifiers of a line that are still to be applied to the fee that the contract gave.
///
/// The gateway asks whether a person must price the line, and payment applies the rest; both read
/// the same value, so that what one lets through the other can price.
package struct FeeModifiers: Hashable, Sendable {
  /// Those to apply, each once; the one for which the schedule has a row is in the fee already, a share
  /// of the charge has all of them in it, and the rate of a letter of agreement is agreed as it stands.
  package let applied: [PricingModifier]
  /// Whether a person must price the line.
  package let isPricedByPerson: Bool

  /// Sorts the modifiers of a line.
  ///
  /// A person decides about a modifier that is judged, a part for which the schedule has no row, two
  /// roles at once, and both sides of anything but one unit.
  package init(_ modifiers: [String], quantity: Quantity, under contract: ContractFacts.Line) {
    guard !modifiers.isEmpty else {
      (applied, isPricedByPerson) = ([], false)
      return
    }
    let said = PricingModifier.allCases.filter { modifiers.contains($0.rawValue) }
    guard contract.feeMethod != .percentOfCharges, contract.feeMethod != .letterOfAgreement else {
      applied = []
      isPricedByPerson = said.contains { $0.kind == .judged }
      return
    }
    let rest = said.filter { $0.rawValue != contract.feeModifier }
    applied = rest
    isPricedByPerson =
      said.contains { $0.kind == .judged } || rest.contains { $0.kind == .part }
      || said.count(where: { $0.kind == .role }) > 1
      || rest.contains(.bilateral) && quantity != Quantity(units: 1)
  }
}
