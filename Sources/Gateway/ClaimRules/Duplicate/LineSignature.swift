import Domain

/// What makes two lines exact duplicates of each other (rule `DUP-1`).
///
/// The same patient, by number, birth date and given name, since dependants may share a number; the
/// same providers, days, procedure with modifiers, place, charge and units. Two lines
/// with equal signatures, in one claim or in two, are the same service billed again, whatever became
/// of the first, unless it was voided. A replacement or void has no signature of its own.
package struct LineSignature: Hashable, Sendable {
  /// The parts, each preceded by its length.
  package let bytes: [UInt8]

  /// The signature of `line` of `claim`.
  package init(_ line: borrowing SubmittedClaim.Line, of claim: borrowing SubmittedClaim) {
    let patient = claim.patient.exposed
    let from = line.from?.compact ?? ""
    var parts = LengthMarkedParts(byteCount: 192)
    parts.add(patient.memberID)
    parts.add(patient.birthDate?.compact ?? "")
    parts.add(patient.givenName)
    parts.add(claim.billingNPI)
    parts.add(claim.renderingNPI(of: line))
    parts.add(from)
    parts.add(line.to?.compact ?? from)
    parts.add(line.procedure)
    parts.add(line.modifiers.joined(separator: ","))
    parts.add(claim.placeOfService(of: line))
    parts.add(String(line.charge.cents))
    parts.add(String(line.quantity.thousandths))
    if claim.kind == .institutional {
      parts.add("institutional")
      parts.add(line.revenueCode)
      parts.add(claim.institutional.typeOfBill)
    }
    bytes = parts.bytes
  }
}

extension SubmittedClaim {
  /// Whether exact duplicates are looked for: a replacement or void is exempt.
  package var isTestedForDuplicates: Bool {
    frequency.isEmpty || frequency == "1"
  }
}
