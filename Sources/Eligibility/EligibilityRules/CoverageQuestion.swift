package import Domain

/// What is asked about the member and the days of one claim.
package struct CoverageQuestion: Hashable, Sendable {
  /// One line of the question.
  package struct Line: Hashable, Sendable {
    /// The line's number in the claim.
    package var lineNumber: Int
    /// The first day of service.
    package var day: Day
    /// The procedure code.
    package var procedure: String
    /// Its modifiers, in order.
    package var modifiers: [String]
    /// The diagnoses that the line treats.
    package var diagnoses: [String]

    /// Makes a line.
    package init(
      lineNumber: Int, day: Day, procedure: String, modifiers: [String] = [],
      diagnoses: [String] = []
    ) {
      self.lineNumber = lineNumber
      self.day = day
      self.procedure = procedure
      self.modifiers = modifiers
      self.diagnoses = diagnoses
    }
  }

  /// The person as the claim names them.
  package var person: PersonOnClaim
  /// The lines to answer.
  package var lines: [Line]

  /// Makes a question.
  package init(person: PersonOnClaim, lines: [Line]) {
    self.person = person
    self.lines = lines
  }
}
