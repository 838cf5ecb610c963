import ClaimRules
import Domain
import Messages

/// A claim message turned into the values that the rules read.
struct ReadClaim: Sendable {
  let claim: SubmittedClaim
  /// Fields whose values no rule can hold, such as an amount beyond every limit.
  let faults: [IntakeFault]
}

extension ClaimV1.Claim {
  /// The claim as values, with a fault for each field that cannot be one.
  ///
  /// Of too many lines only so many are read as show that they are too many.
  func read() -> ReadClaim {
    var faults: [IntakeFault] = []
    let readLines = lines.prefix(IntakeEdits.linesMax + 1).enumerated().map { index, line in
      line.read(field: "lines[\(index + 1)]", &faults)
    }
    let person = SubmittedClaim.Patient(
      memberID: patient?.memberID ?? "", familyName: patient?.familyName ?? "",
      givenName: patient?.givenName ?? "",
      birthDate: readDay(patient?.birthDate, "patient.birth_date", &faults),
      postalCode: patient?.postalCode ?? "")
    let claim = SubmittedClaim(
      patientControlNumber: patientControlNumber, billingNPI: billingProvider?.npi ?? "",
      billingTIN: billingProvider?.tin ?? "", renderingNPI: renderingNPI,
      referringNPI: referringNPI, patient: Redacted(person),
      authorizationNumber: authorizationNumber, referralNumber: referralNumber,
      charge: readMoney(charge, "charge", &faults), placeOfService: placeOfService,
      frequency: frequency, originalClaimID: originalClaimID, diagnoses: diagnoses,
      lines: readLines, isEncounter: isEncounter, hasOtherPayer: hasOtherPayer)
    return ReadClaim(claim: claim, faults: faults)
  }
}

extension ClaimV1.ClaimLine {
  fileprivate func read(field: String, _ faults: inout [IntakeFault]) -> SubmittedClaim.Line {
    let units = quantity.flatMap { Quantity(checkedThousandths: $0.thousandths) }
    if units == nil {
      faults.append(
        IntakeFault(
          ClaimRule.units, "\(field).quantity",
          "Units must be given, more than 0 and at most \(Quantity.limit)."))
    }
    return SubmittedClaim.Line(
      lineNumber: Int(lineNumber), procedure: procedure, modifiers: modifiers,
      charge: readMoney(charge, "\(field).charge", &faults),
      quantity: units ?? Quantity(units: 1), unit: unit,
      from: readDay(from, "\(field).from", &faults),
      to: readDay(to, "\(field).to", &faults), placeOfService: placeOfService,
      diagnosisPointers: diagnosisPointers.map(Int.init), renderingNPI: renderingNPI,
      authorizationNumber: authorizationNumber, referralNumber: referralNumber,
      isMarkedEmergency: isMarkedEmergency)
  }
}

private func readMoney(
  _ message: TypeV1.Money?, _ field: String, _ faults: inout [IntakeFault]
) -> Money {
  guard let message, let money = Money(checkedCents: message.cents) else {
    faults.append(
      IntakeFault(
        ClaimRule.amount, field, "An amount must be given and may not be beyond \(Money.limit)."))
    return .zero
  }
  return money
}

private func readDay(
  _ message: TypeV1.Day?, _ field: String, _ faults: inout [IntakeFault]
) -> Day? {
  guard let message else { return nil }
  guard let day = Day(checkedNumber: message.days) else {
    faults.append(
      IntakeFault(ClaimRule.days, field, "A day must lie between 1800-01-01 and 9999-12-31."))
    return nil
  }
  return day
}
