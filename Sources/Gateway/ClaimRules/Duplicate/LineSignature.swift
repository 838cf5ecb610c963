import Domain

/// What makes two lines exact duplicates of each other (rule `DUP-1`).
///
/// The same patient, by number, birth date and given name, since dependants may share a number; the
/// same providers, days, procedure with modifiers, place, charge and units. Two lines
/// with equal signatures, in one claim or in two, are the same service billed again, whatever became
/// of the first, unless it was voided. A replacement or void has no signature of its own.
package struct LineSignature: Hashable, Sendable {
  /// The parts in a fixed order, each preceded by its length, so that no two lines share a text.
  package let text: String

  /// The signature of `line` of `claim`.
  package init(_ line: SubmittedClaim.Line, of claim: SubmittedClaim) {
    let from = line.from?.compact ?? ""
    var parts = [
      claim.patient.exposed.memberID, claim.patient.exposed.birthDate?.compact ?? "",
      claim.patient.exposed.givenName, claim.billingNPI, claim.renderingNPI(of: line), from,
      line.to?.compact ?? from, line.procedure, line.modifiers.joined(separator: ","),
      claim.placeOfService(of: line), String(line.charge.cents),
      String(line.quantity.thousandths),
    ]
    if claim.kind == .institutional {
      parts += ["institutional", line.revenueCode, claim.institutional.typeOfBill]
    }
    text = parts.map { "\($0.utf8.count):\($0)" }.joined()
  }
}

extension SubmittedClaim {
  /// Whether exact duplicates are looked for: a replacement or void is exempt.
  package var isTestedForDuplicates: Bool {
    frequency.isEmpty || frequency == "1"
  }
}
