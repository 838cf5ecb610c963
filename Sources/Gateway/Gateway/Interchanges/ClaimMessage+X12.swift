import Domain
import EDI
import Messages
import Protobuf

extension ClaimV1.Claim {
  /// The claim of an X12 file as the gateway stores it.
  init(_ source: borrowing X12Claim) {
    self.init()
    patientControlNumber = source.identifier.value
    billingProvider = source.billing.map(ClaimV1.BillingProvider.init)
    renderingNPI = source.rendering?.npi?.value ?? ""
    referringNPI = source.referring?.npi?.value ?? ""
    patient = ClaimV1.Patient(source)
    authorizationNumber = source.authorization?.value ?? ""
    referralNumber = source.referral?.value ?? ""
    charge = source.charge.value.map { money in .with { $0.cents = money.cents } }
    placeOfService = source.kind == .professional ? source.placeOfService.value : ""
    frequency = source.frequency.value
    originalClaimID = source.originalClaim?.value ?? ""
    diagnoses = source.diagnoses.map(\.code.value)
    isEncounter = source.header.kind.value == "RP"
    hasOtherPayer = !source.otherPayers.isEmpty
    otherPayers = source.otherPayers.map(ClaimV1.OtherPayer.init)
    payerOrder = source.payerOrder
    kind = source.kind == .professional ? .professional : .institutional
    institutional = source.kind == .institutional ? ClaimV1.InstitutionalDetail(source) : nil
    attachments = source.attachments.map(ClaimV1.Attachment.init)
    serviceFacility = source.serviceFacility?.address.map(TypeV1.Address.init)
    let statement = source.kind == .institutional ? source.statement : nil
    let serviceLines = source.lines
    lines = serviceLines.indices.map { index in
      ClaimV1.ClaimLine(
        serviceLines[index], number: Int32(clamping: index + 1), within: statement)
    }
  }
}

extension ClaimV1.BillingProvider {
  fileprivate init(_ level: X12BillingLevel) {
    self.init()
    npi = level.provider?.npi?.value ?? ""
    tin = level.provider?.taxID?.value ?? ""
    name = [level.provider?.lastName.value, level.provider?.firstName.value]
      .compactMap { $0?.nonEmpty }.joined(separator: " ")
    address = level.provider?.address.map(TypeV1.Address.init)
    taxonomy = level.specialty?.taxonomy.value ?? ""
  }
}

extension ClaimV1.Patient {
  /// The patient's own loop, else the subscriber's; the member's number is the subscriber's when the
  /// patient has none.
  fileprivate init(_ source: borrowing X12Claim) {
    self.init()
    let person = source.person
    let ownNumber = person?.identifierQualifier == "MI" ? person?.identifier.value ?? "" : ""
    memberID = ownNumber.isEmpty ? source.insured?.identifier.value ?? "" : ownNumber
    familyName = person?.lastName.value ?? ""
    givenName = person?.firstName.value ?? ""
    birthDate = person?.demographics?.birth.value.map { day in .with { $0.days = day.number } }
    sex = person?.demographics?.sex.value ?? ""
    postalCode = String((person?.address?.postalCode.value ?? "").prefix(5))
  }
}

extension ClaimV1.ClaimLine {
  /// - Parameter statement: The days of a line that names none, as inpatient lines may.
  fileprivate init(
    _ source: borrowing X12ServiceLine, number: Int32, within statement: X12Period?
  ) {
    self.init()
    lineNumber = number
    procedure = source.procedure.value
    modifiers = source.modifiers.map(\.value)
    charge = source.charge.value.map { money in .with { $0.cents = money.cents } }
    unit = source.unit.value
    quantity = source.quantity.value.map { units in .with { $0.thousandths = units.thousandths } }
    let service = source.service ?? statement
    from = service?.from.map { day in .with { $0.days = day.number } }
    to = service?.to.map { day in .with { $0.days = day.number } }
    placeOfService = source.placeOfService.value
    diagnosisPointers = source.pointers.compactMap { $0.value.map { Int32(clamping: $0) } }
    renderingNPI = source.rendering?.npi?.value ?? ""
    authorizationNumber = source.authorization?.value ?? ""
    referralNumber = source.referral?.value ?? ""
    lineControlNumber = source.controlNumber?.value ?? ""
    isMarkedEmergency = source.emergency.value == "Y"
    revenueCode = source.revenueCode.value
    attachments = source.attachments.map(ClaimV1.Attachment.init)
    otherPayers = source.adjudications.map(ClaimV1.OtherPayerLine.init)
    serviceFacility = source.serviceFacility?.address.map(TypeV1.Address.init)
  }
}

extension ClaimV1.InstitutionalDetail {
  fileprivate init(_ source: borrowing X12Claim) {
    self.init()
    typeOfBill = "0" + source.typeOfBill
    statement = source.statement?.span.map { span in
      .with {
        $0.from = .with { $0.days = span.from.number }
        $0.to = .with { $0.days = span.to.number }
      }
    }
    admissionDay = source.admitted?.from.map { day in .with { $0.days = day.number } }
    admissionType = source.admission?.type.value ?? ""
    admissionSource = source.admission?.source.value ?? ""
    dischargeStatus = source.admission?.patientStatus.value ?? ""
    attendingNPI = source.attending?.npi?.value ?? ""
    operatingNPI = source.operating?.npi?.value ?? ""
    admittingDiagnosis = source.admittingDiagnosis?.code.value ?? ""
    presentOnAdmission = source.diagnoses.map(\.presentOnAdmission.value)
    procedures = ([source.principalProcedure].compactMap(\.self) + source.otherProcedures)
      .map(\.code.value)
    diagnosisRelatedGroup = source.diagnosisRelatedGroup?.code.value ?? ""
    leaves = source.leaves.map { leave in
      .with {
        $0.from = leave.period?.from.map { day in .with { $0.days = day.number } }
        $0.to = leave.period?.to.map { day in .with { $0.days = day.number } }
      }
    }
  }
}

extension ClaimV1.Attachment {
  fileprivate init(_ source: X12Attachment) {
    self.init()
    reportType = source.report.value
    transmission = source.transmission.value
    controlNumber = source.controlNumber.value
  }
}

extension TypeV1.Address {
  fileprivate init(_ source: X12Address) {
    self.init()
    line = source.line1.value
    secondLine = source.line2
    city = source.city.value
    state = source.state.value
    postalCode = source.postalCode.value
  }
}
