package import Domain

/// What a contract between the HMO and whom it pays says, without its roster.
package struct ContractTerms: Hashable, Sendable {
  /// The contract's number.
  package var contractID: String
  /// The version of its terms and roster; 1 when it was first loaded.
  package var version: Int64 = 1
  /// How the HMO and the providers are bound.
  package var model: ContractFacts.Model
  /// The tax number that it pays.
  package var payToTIN: String
  /// The products that it serves.
  package var productIDs: Set<String>
  /// The days on which it is in force; both ends are.
  package var days: DaySpan
  /// The schedule that prices it; empty when none does.
  package var feeScheduleID: String = ""
  /// How it pays what is not listed otherwise.
  package var feeMethod: ContractFacts.FeeMethod = .feeSchedule
  /// How it pays an inpatient stay as a whole: ``ContractFacts/FeeMethod/perDiem`` or
  /// ``ContractFacts/FeeMethod/caseRate``; absent when a person prices it.
  package var stayMethod: ContractFacts.FeeMethod?
  /// The charge above which a person prices a stay; absent when the contract names none.
  package var outlierCharge: Money?
  /// The share of the schedule's fee, for ``ContractFacts/FeeMethod/percentOfSchedule``, or of the
  /// charge, for ``ContractFacts/FeeMethod/percentOfCharges``.
  package var percent: BasisPoints = .whole
  /// Procedures paid by capitation although the method says otherwise.
  package var capitatedProcedures: Set<String> = []
  /// Procedures paid by fee although the method is capitation or salary.
  package var carvedOutProcedures: Set<String> = []
  /// The share withheld.
  package var withhold: BasisPoints = .zero
  /// What it is a share of.
  package var withholdBasis: ContractFacts.WithholdBasis = .net
  /// What beside the withhold hangs on the referral services that are used, as a part of the payments
  /// that are possible.
  package var otherRisk: BasisPoints = .zero
  /// Whether stop-loss protects whoever bears that risk.
  package var hasStopLoss = false
  /// What it says about sequestration.
  package var sequestrationClause: ContractFacts.SequestrationClause = .none
  /// Whether the lesser of charge and fee is paid.
  package var isLesserOf = true
  /// The days within which claims must arrive; 0 means the default.
  package var timelyFilingDays = 0
  /// The days within which a promised paper must arrive; 0 means the default.
  package var attachmentDays = 0

  /// Makes the terms of a contract; the other properties are set afterwards.
  package init(
    contractID: String, model: ContractFacts.Model, payToTIN: String, productIDs: Set<String>,
    days: DaySpan
  ) {
    self.contractID = contractID
    self.model = model
    self.payToTIN = payToTIN
    self.productIDs = productIDs
    self.days = days
  }

  /// The most of the payments that are possible that may hang on referral services without stop-loss.
  private static let riskMax = BasisPoints(2_500)

  /// Whether it puts too much at risk without stop-loss, so that nobody may agree it (rule `SETTLE-3`).
  package var isRiskUnprotected: Bool {
    let risk = Int64(withhold.value) + Int64(otherRisk.value)
    return !hasStopLoss && risk > Int64(ContractTerms.riskMax.value)
  }

  /// Whether the contract serves `productID`; an unknown product (empty) rules no contract out.
  package func serves(_ productID: String) -> Bool {
    productID.isEmpty || productIDs.contains(productID)
  }
}
