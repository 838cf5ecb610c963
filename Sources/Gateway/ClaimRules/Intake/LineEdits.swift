import Domain

/// The intake edits of one line.
struct LineEdits {
  let claim: SubmittedClaim
  let line: SubmittedClaim.Line
  /// The line's place in the claim, from 1, for naming fields.
  let position: Int
  let received: Day

  /// Everything that is wrong with the line.
  var faults: [IntakeFault] {
    codes + amounts + days + pointers + providers + texts
  }

  private var texts: [IntakeFault] {
    [
      ("authorization_number", line.authorizationNumber), ("referral_number", line.referralNumber),
    ].filter { $0.1.utf8.count > 50 }.map { field, _ in
      fault(ClaimRule.text, field, "This may have at most 50 characters.")
    }
  }

  private func fault(_ rule: RuleName, _ field: String, _ message: String) -> IntakeFault {
    IntakeFault(rule, "lines[\(position)].\(field)", message)
  }

  private var codes: [IntakeFault] {
    var faults: [IntakeFault] = []
    if !CodeText.isProcedure(line.procedure) {
      faults.append(
        fault(
          ClaimRule.procedure, "procedure",
          "A procedure code has five characters in one of the forms of CPT or HCPCS."))
    }
    if line.modifiers.count > 4 || !line.modifiers.allSatisfy(CodeText.isModifier) {
      faults.append(
        fault(
          ClaimRule.modifier, "modifiers",
          "A line has at most four modifiers of two digits or letters each."))
    }
    if !line.placeOfService.isEmpty, !IntakeEdits.isPlace(line.placeOfService) {
      faults.append(fault(ClaimRule.place, "place_of_service", IntakeEdits.placeMessage))
    }
    return faults
  }

  private var amounts: [IntakeFault] {
    var faults: [IntakeFault] = []
    if line.charge < .zero || line.charge > .limit {
      faults.append(
        fault(
          ClaimRule.amount, "charge", "A charge may not be negative nor beyond \(Money.limit)."))
    }
    if line.quantity <= .zero || line.quantity > .limit {
      faults.append(
        fault(
          ClaimRule.units, "quantity", "Units must be more than 0 and at most \(Quantity.limit)."))
    } else if line.quantity.thousandths % 1_000 != 0 {
      faults.append(fault(ClaimRule.units, "quantity", "Units must be whole."))
    }
    return faults
  }

  private var days: [IntakeFault] {
    guard let from = line.from else {
      return [fault(ClaimRule.days, "from", "The day of service is missing.")]
    }
    let to = line.to ?? from
    var faults: [IntakeFault] = []
    if to < from || to > received {
      faults.append(
        fault(
          ClaimRule.days, "to",
          "The last day of service may not be before the first nor after the claim arrived."))
    }
    if let birthDate = claim.patient.exposed.birthDate, from < birthDate {
      faults.append(
        fault(ClaimRule.days, "from", "The day of service may not be before the patient's birth."))
    }
    if from.year != to.year {
      faults.append(
        fault(ClaimRule.days, "to", "A line may not cross a calendar year. Split it."))
    }
    return faults
  }

  private var pointers: [IntakeFault] {
    let pointers = line.diagnosisPointers
    guard (1...4).contains(pointers.count),
      pointers.allSatisfy({ (1...max(1, claim.diagnoses.count)).contains($0) })
    else {
      return [
        fault(
          ClaimRule.diagnosis, "diagnosis_pointers",
          "A line points to one to four diagnoses of the claim.")
      ]
    }
    return []
  }

  private var providers: [IntakeFault] {
    guard line.renderingNPI.isEmpty || NPI(line.renderingNPI) != nil else {
      return [
        fault(
          ClaimRule.provider, "rendering_npi",
          "An NPI has ten digits, begins with 1 or 2 and ends with a check digit. Correct it.")
      ]
    }
    return []
  }
}
