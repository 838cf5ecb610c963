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
    var claim = SubmittedClaim(
      patientControlNumber: patientControlNumber, billingNPI: billingProvider?.npi ?? "",
      billingTIN: billingProvider?.tin ?? "", renderingNPI: renderingNPI,
      referringNPI: referringNPI, patient: Redacted(person),
      authorizationNumber: authorizationNumber, referralNumber: referralNumber,
      charge: readMoney(charge, "charge", &faults), placeOfService: placeOfService,
      frequency: frequency, originalClaimID: originalClaimID, diagnoses: diagnoses,
      lines: readLines, isEncounter: isEncounter, hasOtherPayer: hasOtherPayer)
    claim.billingTaxonomy = billingProvider?.taxonomy ?? ""
    claim.billingPostalCode = billingProvider?.address?.postalCode ?? ""
    claim.facilityPostalCode = serviceFacility?.postalCode ?? ""
    claim.attachments = attachments.map(SubmittedClaim.Attachment.init)
    claim.payerOrder = payerOrder
    claim.otherPayers = readOtherPayers(&faults)
    if kind == .institutional {
      claim.kind = .institutional
      claim.institutional = (institutional ?? .init()).read(&faults)
    }
    return ReadClaim(claim: claim, faults: faults)
  }
}

extension SubmittedClaim.Attachment {
  fileprivate init(_ message: ClaimV1.Attachment) {
    self.init(transmission: message.transmission, controlNumber: message.controlNumber)
  }
}

extension ClaimV1.InstitutionalDetail {
  fileprivate func read(_ faults: inout [IntakeFault]) -> SubmittedClaim.Institutional {
    var detail = SubmittedClaim.Institutional()
    detail.typeOfBill = typeOfBill
    detail.statement = readStatement(&faults)
    detail.admissionDay = readDay(admissionDay, "institutional.admission_day", &faults)
    detail.admissionType = admissionType
    detail.dischargeStatus = dischargeStatus
    detail.attendingNPI = attendingNPI
    detail.operatingNPI = operatingNPI
    detail.procedures = procedures
    detail.diagnosisRelatedGroup = diagnosisRelatedGroup
    detail.leaves = readLeaves(&faults)
    return detail
  }

  /// The days on which the patient was away; of too many only so many are read as show that.
  private func readLeaves(_ faults: inout [IntakeFault]) -> [DaySpan] {
    leaves.prefix(IntakeEdits.leavesMax + 1).enumerated().compactMap { index, leave in
      let field = "institutional.leaves[\(index + 1)]"
      let (from, to) = (
        readDay(leave.from, "\(field).from", &faults), readDay(leave.to, "\(field).to", &faults)
      )
      guard let from, let days = DaySpan(checkedFrom: from, to: to ?? from) else {
        faults.append(
          IntakeFault(
            ClaimRule.statement, field, "Days of leave begin on a day and do not end before it.",
            leave.from == nil ? .missing : .contradicts))
        return nil
      }
      return days
    }
  }

  /// The days of the statement; one day when only the first is given.
  private func readStatement(_ faults: inout [IntakeFault]) -> DaySpan? {
    let field = "institutional.statement"
    guard let from = readDay(statement?.from, "\(field).from", &faults) else { return nil }
    let to = readDay(statement?.to, "\(field).to", &faults) ?? from
    guard let days = DaySpan(checkedFrom: from, to: to) else {
      faults.append(
        IntakeFault(
          ClaimRule.statement, field, "The statement may not end before it begins.", .contradicts))
      return nil
    }
    return days
  }
}

extension ClaimV1.ClaimLine {
  fileprivate func read(
    field: @autoclosure () -> String, _ faults: inout [IntakeFault]
  ) -> SubmittedClaim.Line {
    let units = quantity.flatMap { Quantity(checkedThousandths: $0.thousandths) }
    if units == nil {
      faults.append(
        IntakeFault(
          ClaimRule.units, "\(field()).quantity",
          "Units must be given, more than 0 and at most \(Quantity.limit).",
          quantity == nil ? .missing : .invalid))
    }
    var line = SubmittedClaim.Line(
      lineNumber: Int(lineNumber), procedure: procedure, modifiers: modifiers,
      charge: readMoney(charge, "\(field()).charge", &faults),
      quantity: units ?? Quantity(units: 1), unit: unit,
      from: readDay(from, "\(field()).from", &faults),
      to: readDay(to, "\(field()).to", &faults), placeOfService: placeOfService,
      diagnosisPointers: diagnosisPointers.map(Int.init), renderingNPI: renderingNPI,
      authorizationNumber: authorizationNumber, referralNumber: referralNumber,
      isMarkedEmergency: isMarkedEmergency)
    line.revenueCode = revenueCode
    line.facilityPostalCode = serviceFacility?.postalCode ?? ""
    line.attachments = attachments.map(SubmittedClaim.Attachment.init)
    line.otherPayers = readOtherPayers(field(), &faults)
    return line
  }
}

func readMoney(
  _ message: TypeV1.Money?, _ field: @autoclosure () -> String, _ faults: inout [IntakeFault]
) -> Money {
  guard let message, let money = Money(checkedCents: message.cents) else {
    faults.append(
      IntakeFault(
        ClaimRule.amount, field(), "An amount must be given and may not be beyond \(Money.limit).",
        message == nil ? .missing : .invalid))
    return .zero
  }
  return money
}

func readDay(
  _ message: TypeV1.Day?, _ field: @autoclosure () -> String, _ faults: inout [IntakeFault]
) -> Day? {
  guard let message else { return nil }
  guard let day = Day(checkedNumber: message.days) else {
    faults.append(
      IntakeFault(ClaimRule.days, field(), "A day must lie between 1800-01-01 and 9999-12-31."))
    return nil
  }
  return day
}
