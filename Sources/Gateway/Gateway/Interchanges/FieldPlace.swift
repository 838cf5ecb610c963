import EDI

/// Finds where in a file the field of a claim message was read.
enum FieldPlace {
  /// The place of `field`, such as `lines[2].charge`; the claim's own segment for others.
  static func position(of field: String, in claim: X12Claim) -> X12Position {
    if let line = line(of: field, in: claim) {
      return position(ofLineField: String(field.split(separator: ".").last ?? ""), in: line)
    }
    switch field {
    case "charge": return claim.charge.position
    case "place_of_service": return claim.placeOfService.position
    case "frequency", "original_claim_id": return claim.frequency.position
    case "billing_provider.npi": return claim.billing?.provider?.identifier.position ?? base(claim)
    case "billing_provider.tin": return claim.billing?.provider?.taxID?.position ?? base(claim)
    case "rendering_npi": return claim.rendering?.identifier.position ?? base(claim)
    case "referring_npi": return claim.referring?.identifier.position ?? base(claim)
    default: return base(claim)
    }
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
    case "rendering_npi": line.rendering?.identifier.position ?? line.number.position
    default: line.procedure.position
    }
  }
}
