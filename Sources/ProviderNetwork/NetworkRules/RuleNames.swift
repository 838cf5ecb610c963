package import Domain

/// The names of the rules by which a provider and a day of service are answered.
///
/// Each is described in `docs/rules/network.md`.
package enum NetworkRuleName {
  /// Which contract governs the line.
  package static let contractInForce = RuleName("NET-CONTRACT-1")
  /// The contract ended before the day.
  package static let contractEnded = RuleName("NET-CONTRACT-2")
  /// Whether the rendering provider is on the contract's roster.
  package static let roster = RuleName("NET-ROSTER-1")
  /// Whether the rendering provider is credentialed.
  package static let credentials = RuleName("NET-ROSTER-2")
  /// Whether a provider is excluded from federal programs.
  package static let exclusion = RuleName("NET-EXCL-1")
  /// The fee for one unit.
  package static let fee = RuleName("NET-FEE-1")
  /// No fee is listed.
  package static let feeMissing = RuleName("NET-FEE-2")
  /// What payment needs to know of the fee beside its amount.
  package static let feeOrigin = RuleName("NET-FEE-3")
  /// A share of the charge is paid.
  package static let chargeShare = RuleName("NET-FEE-4")
  /// The fee in a facility.
  package static let facilityFee = RuleName("NET-FEE-5")
  /// The rates a day of a stay.
  package static let dayRates = RuleName("NET-STAY-1")
  /// The rate of a stay as one case.
  package static let caseRate = RuleName("NET-STAY-2")
  /// How the contract pays the procedure.
  package static let model = RuleName("NET-MODEL-1")
  /// No contract governs the line.
  package static let outOfNetwork = RuleName("NET-OON-1")

  /// The billing provider does not bill under the claim's tax number.
  package static let taxNumber = RuleName("NET-TIN-1")
  /// Medicare's amount for one unit of a physician's service.
  package static let physicianFee = RuleName("NET-PFS-1")
  /// Whether a place of service is a facility.
  package static let serviceSetting = RuleName("NET-PFS-2")

  /// In which of Medicare's localities a postal code lies.
  package static let postalLocality = RuleName("NET-PFS-3", version: 2)
  /// Whether Medicare pays a procedure by relative values.
  package static let relativeValueStatus = RuleName("NET-PFS-4")
  /// The price of a letter of agreement.
  package static let letter = RuleName("NET-LETTER-1", version: 2)
  /// The price of an emergency without a contract.
  package static let feeWithoutContract = RuleName("NET-OON-2")
  /// No price is listed for an emergency without a contract.
  package static let feeWithoutContractMissing = RuleName("NET-OON-3")

  /// Every rule of this module.
  package static let all = [
    contractInForce, contractEnded, roster, credentials, exclusion, fee, feeMissing, feeOrigin,
    chargeShare, facilityFee, dayRates, caseRate, model, outOfNetwork, taxNumber, physicianFee,
    serviceSetting, postalLocality, relativeValueStatus, letter, feeWithoutContract,
    feeWithoutContractMissing,
  ]
}
