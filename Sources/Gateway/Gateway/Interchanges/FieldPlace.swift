import EDI

/// Finds where in a file the field of a claim message was read.
enum FieldPlace {
  /// The place of `field`, such as `lines[2].charge`; the claim's own segment for others.
  static func position(of field: String, in claim: X12Claim) -> X12Position {
    if let line = line(of: field, in: claim) {
      return position(ofLineField: String(field.split(separator: ".").last ?? ""), in: line)
    }
    return position(ofParty: field, in: claim) ?? position(ofCode: field, in: claim)
      ?? position(ofHeader: field, in: claim) ?? base(claim)
  }

  private static func position(ofHeader field: String, in claim: X12Claim) -> X12Position? {
    switch field {
    case "charge": claim.charge.position
    case "place_of_service", "institutional.type_of_bill": claim.placeOfService.position
    case "frequency": claim.frequency.position
    case "original_claim_id": claim.originalClaim?.position ?? claim.frequency.position
    case "authorization_number": claim.authorization?.position
    case "referral_number": claim.referral?.position
    case "institutional.statement": claim.statement?.text.position
    case "institutional.admission_day": claim.admitted?.text.position
    default: nil
    }
  }

  private static func position(ofParty field: String, in claim: X12Claim) -> X12Position? {
    let patient = claim.person
    return switch field {
    case "billing_provider.npi": claim.billing?.provider?.identifier.position
    case "billing_provider.tin": claim.billing?.provider?.taxID?.position
    case "billing_provider.taxonomy": claim.billing?.specialty?.taxonomy.position
    case "rendering_npi": claim.rendering?.identifier.position
    case "referring_npi": claim.referring?.identifier.position
    case "institutional.attending_npi": claim.attending?.identifier.position
    case "institutional.operating_npi": claim.operating?.identifier.position
    case "patient.member_id": claim.insured?.identifier.position
    case "patient.family_name": patient?.lastName.position
    case "patient.given_name": patient?.firstName.position
    case "patient.birth_date": patient?.demographics?.birth.position
    case "patient.postal_code": patient?.address?.postalCode.position
    case "service_facility.postal_code": claim.serviceFacility?.address?.postalCode.position
    default: nil
    }
  }

  /// `diagnoses[2]` and `institutional.procedures[1]` count from 1.
  private static func position(ofCode field: String, in claim: X12Claim) -> X12Position? {
    let procedures = [claim.principalProcedure].compactMap(\.self) + claim.otherProcedures
    let codes = field.hasPrefix("diagnoses[") ? claim.diagnoses : procedures
    guard field.hasPrefix("diagnoses[") || field.hasPrefix("institutional.procedures["),
      let number = field.split(separator: "[").last.flatMap({ Int($0.dropLast()) }),
      codes.indices.contains(number - 1)
    else { return nil }
    return codes[number - 1].code.position
  }

  private static func base(_ claim: X12Claim) -> X12Position {
    claim.identifier.position
  }

  private static func line(of field: String, in claim: X12Claim) -> X12ServiceLine? {
    guard field.hasPrefix("lines["), let end = field.firstIndex(of: "]"),
      let number = Int(field.dropFirst(6).prefix(upTo: end)),
      claim.lines.indices.contains(number - 1)
    else { return nil }
    return claim.lines[number - 1]
  }

  private static func position(ofLineField field: String, in line: X12ServiceLine) -> X12Position {
    switch field {
    case "charge": line.charge.position
    case "quantity": line.quantity.position
    case "from", "to": line.service?.text.position ?? line.number.position
    case "place_of_service": line.placeOfService.position
    case "revenue_code": line.revenueCode.position
    case "modifiers": line.modifiers.first?.position ?? line.procedure.position
    case "diagnosis_pointers": line.pointers.first?.position ?? line.procedure.position
    case "authorization_number": line.authorization?.position ?? line.procedure.position
    case "referral_number": line.referral?.position ?? line.procedure.position
    case "rendering_npi": line.rendering?.identifier.position ?? line.number.position
    case "service_facility.postal_code":
      line.serviceFacility?.address?.postalCode.position ?? line.number.position
    default: line.procedure.position
    }
  }
}
