import Domain

/// What two lines have in common when they resemble each other (rule `DUP-2`): member, day and
/// procedure.
///
/// The member is told by number and birth date alone: given names are shortened too often, and two
/// persons who share both are looked at by a person rather than paid twice.
package struct LineService: Hashable, Sendable {
  /// The parts, each preceded by its length.
  package let text: String

  /// The service of `line` of `claim`; nothing for a line without a procedure or day.
  ///
  /// A stay is one service, whatever its lines are: that of its first line and the day of admission.
  package init?(_ line: borrowing SubmittedClaim.Line, of claim: borrowing SubmittedClaim) {
    let stay = claim.stay
    guard stay == nil || line.lineNumber == claim.lines.first?.lineNumber else { return nil }
    let procedure = stay == nil ? line.procedure : "stay"
    guard !procedure.isEmpty, let day = stay?.admission ?? line.from else { return nil }
    let patient = claim.patient.exposed
    var parts = LengthMarkedParts(byteCount: 64)
    parts.add(patient.memberID)
    parts.add(patient.birthDate?.compact ?? "")
    parts.add(day.compact)
    parts.add(procedure)
    text = String(decoding: parts.bytes, as: UTF8.self)
  }
}

extension SubmittedClaim.Line {
  /// Whether a modifier says that the service is distinct from another of the same day.
  package var isDistinctService: Bool {
    modifiers.contains { modifier in
      switch modifier {
      case "25", "50", "59", "76", "77", "91", "RT", "LT", "XE", "XS", "XP", "XU": true
      default: false
      }
    }
  }
}
