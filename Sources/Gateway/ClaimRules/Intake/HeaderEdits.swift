import Domain

/// The intake edits of what stands once on a claim.
struct HeaderEdits {
  let claim: SubmittedClaim
  let received: Day

  /// Texts that must be there or may be too long.
  var texts: [IntakeFault] {
    let patient = claim.patient.exposed
    var faults: [IntakeFault] = []
    func require(_ field: String, _ text: String, atMost most: Int) {
      guard !(1...most).contains(text.utf8.count) else { return }
      faults.append(
        IntakeFault(
          ClaimRule.text, field, "This must have 1 to \(most) characters.",
          text.isEmpty ? .missing : .invalid))
    }
    func admit(_ field: String, _ text: String, atMost most: Int) {
      guard text.utf8.count > most else { return }
      faults.append(
        IntakeFault(ClaimRule.text, field, "This may have at most \(most) characters."))
    }
    require("patient_control_number", claim.patientControlNumber, atMost: 38)
    require("patient.member_id", patient.memberID, atMost: 80)
    require("patient.family_name", patient.familyName, atMost: 100)
    admit("patient.given_name", patient.givenName, atMost: 100)
    admit("patient.postal_code", patient.postalCode, atMost: 15)
    admit("billing_provider.address.postal_code", claim.billingPostalCode, atMost: 15)
    admit("service_facility.postal_code", claim.facilityPostalCode, atMost: 15)
    admit("authorization_number", claim.authorizationNumber, atMost: 50)
    admit("referral_number", claim.referralNumber, atMost: 50)
    admit("original_claim_id", claim.originalClaimID, atMost: 50)
    return faults
  }

  /// Provider numbers, the tax number and the taxonomy code.
  var providers: [IntakeFault] {
    var faults: [IntakeFault] = []
    func check(_ field: String, _ text: String) {
      guard NPI(text) == nil else { return }
      faults.append(
        IntakeFault(
          ClaimRule.provider, field, IntakeEdits.npiMessage, text.isEmpty ? .missing : .invalid))
    }
    check("billing_provider.npi", claim.billingNPI)
    if !claim.renderingNPI.isEmpty { check("rendering_npi", claim.renderingNPI) }
    if !claim.referringNPI.isEmpty { check("referring_npi", claim.referringNPI) }
    if !HeaderEdits.isTaxNumber(claim.billingTIN) {
      faults.append(
        IntakeFault(
          ClaimRule.taxNumber, "billing_provider.tin",
          "A tax number has nine digits that are not all the same. Correct it.",
          claim.billingTIN.isEmpty ? .missing : .invalid))
    }
    if !claim.billingTaxonomy.isEmpty, !HeaderEdits.isTaxonomy(claim.billingTaxonomy) {
      faults.append(
        IntakeFault(
          ClaimRule.taxonomy, "billing_provider.taxonomy",
          "A taxonomy code has nine digits or capital letters and an X. Correct it."))
    }
    return faults
  }

  /// The place of service, which only a professional claim must have.
  var place: [IntakeFault] {
    let text = claim.placeOfService
    if claim.kind == .institutional, text.isEmpty { return [] }
    guard !IntakeEdits.isPlace(text) else { return [] }
    return [
      IntakeFault(
        ClaimRule.place, "place_of_service", IntakeEdits.placeMessage,
        text.isEmpty ? .missing : .invalid)
    ]
  }

  /// Why the claim was sent, and which original it names.
  var reasonSent: [IntakeFault] {
    switch claim.frequency {
    case "", "1":
      return []
    case "7", "8":
      guard claim.originalClaimID.isEmpty else { return [] }
      return [
        IntakeFault(
          ClaimRule.frequency, "original_claim_id",
          "A replacement or void must name the payer's number of the original claim.", .missing)
      ]
    default:
      return [
        IntakeFault(
          ClaimRule.frequency, "frequency",
          "The frequency must be 1 (original), 7 (replacement) or 8 (void).")
      ]
    }
  }

  /// The total charge.
  var total: [IntakeFault] {
    let sum = claim.lines.reduce(Money.zero) { $0 + $1.charge }
    guard sum != claim.charge else { return [] }
    return [
      IntakeFault(
        ClaimRule.total, "charge", "The total charge must be the sum of the line charges.",
        .contradicts)
    ]
  }

  /// The patient's birth date.
  var patient: [IntakeFault] {
    let birthDate = claim.patient.exposed.birthDate
    guard birthDate.map({ $0 > received }) ?? true else { return [] }
    return [
      IntakeFault(
        ClaimRule.days, "patient.birth_date",
        "The birth date must be given and may not be in the future.",
        birthDate == nil ? .missing : .invalid)
    ]
  }

  private static func isTaxNumber(_ text: String) -> Bool {
    text.utf8.count == 9 && text.utf8.allSatisfy(CodeText.isDigit) && Set(text.utf8).count > 1
  }

  private static func isTaxonomy(_ text: String) -> Bool {
    text.utf8.count == 10 && text.hasSuffix("X")
      && text.utf8.allSatisfy { CodeText.isDigit($0) || CodeText.isUpperLetter($0) }
  }
}
