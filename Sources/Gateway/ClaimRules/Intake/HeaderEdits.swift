import Domain

/// The intake edits of what stands once on a claim.
struct HeaderEdits {
  let claim: SubmittedClaim
  let received: Day

  /// Texts that must be there or may be too long.
  var texts: [IntakeFault] {
    let patient = claim.patient.exposed
    let required = [
      ("patient_control_number", claim.patientControlNumber, 38),
      ("patient.member_id", patient.memberID, 80),
      ("patient.family_name", patient.familyName, 100),
    ].filter { !(1...$0.2).contains($0.1.utf8.count) }
    let optional = [
      ("patient.given_name", patient.givenName, 100),
      ("patient.postal_code", patient.postalCode, 15),
      ("billing_provider.address.postal_code", claim.billingPostalCode, 15),
      ("service_facility.postal_code", claim.facilityPostalCode, 15),
      ("authorization_number", claim.authorizationNumber, 50),
      ("referral_number", claim.referralNumber, 50),
      ("original_claim_id", claim.originalClaimID, 50),
    ].filter { $0.1.utf8.count > $0.2 }
    return required.map { field, text, most in
      IntakeFault(
        ClaimRule.text, field, "This must have 1 to \(most) characters.",
        text.isEmpty ? .missing : .invalid)
    }
      + optional.map { field, _, most in
        IntakeFault(ClaimRule.text, field, "This may have at most \(most) characters.")
      }
  }

  /// Provider numbers, the tax number and the taxonomy code.
  var providers: [IntakeFault] {
    var faults: [IntakeFault] = []
    let optional = [
      ("rendering_npi", claim.renderingNPI), ("referring_npi", claim.referringNPI),
    ].filter { !$0.1.isEmpty }
    for (field, text) in [("billing_provider.npi", claim.billingNPI)] + optional
    where NPI(text) == nil {
      faults.append(
        IntakeFault(
          ClaimRule.provider, field, IntakeEdits.npiMessage, text.isEmpty ? .missing : .invalid))
    }
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
