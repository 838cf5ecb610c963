import Domain

/// The intake edits of one line.
struct LineEdits {
  private let kind: SubmittedClaim.Kind
  private let birthDate: Day?
  private let diagnosisCount: Int
  private let line: SubmittedClaim.Line
  /// The line's place in the claim, from 1, for naming fields.
  private let position: Int
  private let received: Day

  init(
    _ line: SubmittedClaim.Line, of claim: borrowing SubmittedClaim, position: Int, received: Day
  ) {
    kind = claim.kind
    birthDate = claim.patient.exposed.birthDate
    diagnosisCount = claim.diagnoses.count
    self.line = line
    self.position = position
    self.received = received
  }

  /// Everything that is wrong with the line.
  var faults: [IntakeFault] {
    codes + amounts + days + pointers + providers + texts
  }

  private var texts: [IntakeFault] {
    var faults: [IntakeFault] = []
    func admit(_ field: String, _ text: String, atMost most: Int) {
      guard text.utf8.count > most else { return }
      faults.append(fault(ClaimRule.text, field, "This may have at most \(most) characters."))
    }
    admit("authorization_number", line.authorizationNumber, atMost: 50)
    admit("referral_number", line.referralNumber, atMost: 50)
    admit("service_facility.postal_code", line.facilityPostalCode, atMost: 15)
    return faults
  }

  private func fault(
    _ rule: RuleName, _ field: String, _ message: String, _ kind: IntakeFault.Kind = .invalid
  ) -> IntakeFault {
    IntakeFault(rule, "lines[\(position)].\(field)", message, kind)
  }

  private var codes: [IntakeFault] {
    var faults: [IntakeFault] = []
    let mayLackProcedure = kind == .institutional && line.procedure.isEmpty
    if !mayLackProcedure, !CodeText.isProcedure(line.procedure) {
      faults.append(
        fault(
          ClaimRule.procedure, "procedure",
          "A procedure code has five characters in one of the forms of CPT or HCPCS.",
          line.procedure.isEmpty ? .missing : .invalid))
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
    return faults + revenueCode
  }

  private var revenueCode: [IntakeFault] {
    let code = line.revenueCode
    guard kind == .institutional else {
      return code.isEmpty
        ? []
        : [
          fault(
            ClaimRule.revenue, "revenue_code", "A professional line has no revenue code.",
            .contradicts)
        ]
    }
    guard code.utf8.count == 4, code.utf8.allSatisfy(CodeText.isDigit), code != "0001" else {
      return [
        fault(
          ClaimRule.revenue, "revenue_code",
          "A revenue code has four digits with the leading zero; the total line is not sent.",
          code.isEmpty ? .missing : .invalid)
      ]
    }
    return []
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
    } else if isCountedInUnits, line.quantity.thousandths % 1_000 != 0 {
      faults.append(fault(ClaimRule.units, "quantity", "Units must be whole."))
    }
    return faults
  }

  private var isCountedInUnits: Bool { line.unit.isEmpty || line.unit == "UN" }

  private var days: [IntakeFault] {
    guard let from = line.from else {
      return [fault(ClaimRule.days, "from", "The day of service is missing.", .missing)]
    }
    let to = line.to ?? from
    var faults: [IntakeFault] = []
    if to < from || to > received {
      faults.append(
        fault(
          ClaimRule.days, "to",
          "The last day of service may not be before the first nor after the claim arrived."))
    }
    if let birthDate, from < birthDate {
      faults.append(
        fault(
          ClaimRule.days, "from", "The day of service may not be before the patient's birth.",
          .contradicts))
    }
    if kind == .professional, from.year != to.year {
      faults.append(
        fault(
          ClaimRule.days, "to", "A line may not cross a calendar year. Split it.", .contradicts))
    }
    if to != from, LineEdits.isVisit(line.procedure) {
      faults.append(
        fault(ClaimRule.days, "to", "A visit has one day. Send a line a day.", .contradicts))
    }
    return faults
  }

  /// Whether a procedure is an office or emergency visit, by its number.
  private static func isVisit(_ procedure: String) -> Bool {
    guard procedure.utf8.allSatisfy(CodeText.isDigit), let number = Int(procedure) else {
      return false
    }
    return (99_202...99_215).contains(number) || (99_281...99_285).contains(number)
  }

  private var pointers: [IntakeFault] {
    let pointers = line.diagnosisPointers
    let least = kind == .institutional ? 0 : 1
    guard (least...4).contains(pointers.count),
      pointers.allSatisfy({ (1...max(1, diagnosisCount)).contains($0) })
    else {
      return [
        fault(
          ClaimRule.diagnosis, "diagnosis_pointers",
          "A line points to one to four diagnoses of the claim.",
          pointers.isEmpty ? .missing : .invalid)
      ]
    }
    return []
  }

  private var providers: [IntakeFault] {
    guard line.renderingNPI.isEmpty || NPI(line.renderingNPI) != nil else {
      return [
        fault(ClaimRule.provider, "rendering_npi", IntakeEdits.npiMessage)
      ]
    }
    return []
  }
}
