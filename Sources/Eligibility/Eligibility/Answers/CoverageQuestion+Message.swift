import Domain
import DomainMessages
import EligibilityRules
import Messages

extension CoverageQuestion {
  /// Reads a question.
  init(_ message: EligibilityV1.CoverageQuestion) throws(MessageError) {
    guard !message.lines.isEmpty else { throw MessageError("lines", "is empty") }
    _ = try MessageCheck.text(
      message.givenName, "given_name", bytesMax: MessageCheck.nameBytesMax)
    self.init(
      person: PersonOnClaim(
        memberID: try MessageCheck.identifier(message.memberID, "member_id"),
        familyName: try MessageCheck.name(message.familyName, "family_name"),
        birthDate: try Day(message.birthDate, "birth_date"),
        postalCode: try MessageCheck.optionalIdentifier(message.postalCode, "postal_code")),
      lines: try MessageCheck.list(
        message.lines, "lines", countMax: MessageCheck.linesMax, Line.init))
  }
}

extension CoverageQuestion.Line {
  /// The most modifiers, and the most diagnoses, that are read.
  private static let codesMax = 100

  /// Reads one line of a question.
  init(_ message: EligibilityV1.CoverageQuestionLine) throws(MessageError) {
    _ = try MessageCheck.optionalIdentifier(message.placeOfService, "place_of_service")
    self.init(
      lineNumber: try MessageCheck.partNumber(message.lineNumber),
      day: try Day(message.day, "day"),
      procedure: try MessageCheck.identifier(message.procedure, "procedure"),
      modifiers: try MessageCheck.list(
        message.modifiers, "modifiers", countMax: CoverageQuestion.Line.codesMax
      ) { code throws(MessageError) in try MessageCheck.identifier(code, "") },
      diagnoses: try MessageCheck.list(
        message.diagnoses, "diagnoses", countMax: CoverageQuestion.Line.codesMax
      ) { code throws(MessageError) in try MessageCheck.identifier(code, "") })
  }
}
