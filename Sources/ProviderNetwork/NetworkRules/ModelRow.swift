package import Domain

/// What follows from the way in which an HMO and its providers are bound.
package struct ModelRow: Hashable, Sendable {
  /// The model.
  package let model: ContractFacts.Model
  /// Whether the providers are paid by salary, so that a claim reports and pays nothing.
  package let isSalaried: Bool
  /// Whether everybody on the roster works in one group, which needs no referral within itself.
  package let isOneGroup: Bool

  /// The row of `model`.
  package static func row(of model: ContractFacts.Model) -> ModelRow {
    switch model {
    case .staff: ModelRow(model: .staff, isSalaried: true, isOneGroup: true)
    case .group: ModelRow(model: .group, isSalaried: false, isOneGroup: true)
    case .ipa: ModelRow(model: .ipa, isSalaried: false, isOneGroup: false)
    case .network: ModelRow(model: .network, isSalaried: false, isOneGroup: false)
    }
  }
}
