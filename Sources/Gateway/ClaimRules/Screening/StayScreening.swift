import Domain

/// What a stay lacks to be priced as a whole; a person must look at it then (rule
/// `SCREEN-INSTITUTION`).
struct StayScreening {
  let claim: SubmittedClaim
  let stay: Stay
  let contract: ContractFacts.Line

  /// What is missing, in words fit for a trace; empty when the facts suffice.
  var gaps: [String] {
    billGaps + dayGaps + contractGaps
  }

  /// Bills that tell a part of the stay, or one that has not ended.
  private var billGaps: [String] {
    var gaps: [String] = []
    if !["", "1", "7"].contains(claim.frequency) {
      gaps.append("the bill tells a part of the stay")
    }
    if let statement = claim.institutional.statement, statement.from > stay.admission {
      gaps.append("an earlier bill tells the first days")
    }
    switch claim.institutional.dischargeStatus {
    case "": gaps.append("what became of the patient is not said")
    case StayScreening.stillPatient: gaps.append("the patient has not been discharged")
    default: break
    }
    return gaps
  }

  /// Days that are not those of the stay.
  private var dayGaps: [String] {
    let rooms = claim.lines.filter(\.isAccommodation)
    guard !rooms.isEmpty else { return ["no line tells the level of care"] }
    if rooms.contains(where: \.isLeave) || !claim.institutional.leaves.isEmpty {
      return ["the patient was away for days"]
    }
    guard rooms.allSatisfy(\.isCountedInDays), stay.isConsistent else {
      return ["the days of the levels of care are not those of the stay"]
    }
    return []
  }

  private var contractGaps: [String] {
    var gaps: [String] = []
    if let limit = contract.outlierCharge, claim.charge > limit {
      gaps.append("the charge is beyond what the contract prices")
    }
    guard contract.feeMethod.isOfStay else { return gaps + ["the contract does not price stays"] }
    return gaps + (contract.feeMethod == .perDiem ? dayRateGaps : caseRateGaps)
  }

  private var dayRateGaps: [String] {
    let listed = Set(contract.stayRates.map(\.revenueCode))
    return stay.accommodations.allSatisfy { listed.contains($0.revenueCode) }
      ? [] : ["the schedule has no rate for a level of care"]
  }

  private var caseRateGaps: [String] {
    var gaps: [String] = []
    if stay.diagnosisRelatedGroup.isEmpty {
      gaps.append("the claim has no diagnosis related group")
    } else if contract.unitFee == nil {
      gaps.append("the schedule has no rate for the diagnosis related group")
    }
    let status = claim.institutional.dischargeStatus
    if !StayScreening.wholeCase.contains(status), status != "", status != StayScreening.stillPatient
    {
      gaps.append("the patient went on to other care, which may share the rate")
    }
    return gaps
  }

  /// The patient has not left.
  private static let stillPatient = "30"

  /// What became of a patient whose case ended with the stay: home, custody, left against advice, died,
  /// court. Any other discharge may be a transfer.
  private static let wholeCase: Set<String> = ["01", "04", "07", "20", "21"]
}
