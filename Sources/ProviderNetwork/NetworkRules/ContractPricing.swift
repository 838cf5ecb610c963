package import Domain

/// What a contract says about the price of a procedure.
package enum ContractPricing {
  /// How `contract` pays `procedure` (rule `NET-MODEL-1`).
  ///
  /// Salary comes before the list of capitated procedures, and that before the contract's method.
  /// What would be capitated or salaried is paid by fee when it is carved out.
  package static func method(
    of contract: ContractTerms, for procedure: String
  ) -> ContractFacts.FeeMethod {
    let method = methodBeforeCarveOut(of: contract, for: procedure)
    switch method {
    case .capitated, .salary:
      return contract.carvedOutProcedures.contains(procedure) ? .feeSchedule : method
    case .feeSchedule, .percentOfSchedule, .perUnit, .percentOfCharges, .perDiem, .caseRate,
      .letterOfAgreement, .medicare, .qualifyingPayment:
      return method
    }
  }

  /// How `contract` pays `line`: a stay by the method for stays, where there is one and the contract
  /// pays by the claim at all (rule `NET-STAY-1`), else as its procedure.
  package static func method(
    of contract: ContractTerms, for line: ContractQuestion.Line
  ) -> ContractFacts.FeeMethod {
    let method = method(of: contract, for: line.procedure)
    guard line.stay != nil, let stayMethod = contract.stayMethod, method != .salary,
      method != .capitated
    else { return method }
    return stayMethod
  }

  /// The fee for one unit of the procedure of `line` (rules `NET-FEE-1`, `NET-FEE-2` and `NET-FEE-5`);
  /// none where a share of the charge is paid (rule `NET-FEE-4`).
  ///
  /// A percentage is taken of the fee for one unit and rounded half-up to the cent, before it is
  /// multiplied by units. Capitated and salaried procedures have a fee too when the contract lists
  /// one, because it bounds what the member pays.
  package static func unitFee(
    of contract: ContractTerms, method: ContractFacts.FeeMethod, for line: ContractQuestion.Line,
    in fees: FeeTable
  ) -> UnitFee? {
    guard method != .percentOfCharges, !contract.feeScheduleID.isEmpty,
      let row = fees.row(in: contract.feeScheduleID, for: line)
    else { return nil }
    let percent = method == .percentOfSchedule ? contract.percent : .whole
    return UnitFee(
      row: row, setting: ServiceSetting(placeOfService: line.placeOfService), percent: percent)
  }

  private static func methodBeforeCarveOut(
    of contract: ContractTerms, for procedure: String
  ) -> ContractFacts.FeeMethod {
    if ModelRow.row(of: contract.model).isSalaried { return .salary }
    if contract.capitatedProcedures.contains(procedure) { return .capitated }
    return contract.feeMethod
  }
}
