/// Why a file was not written: nothing of it exists.
///
/// `message` is written for a log and never quotes a value.
package struct X12OutgoingError: Error, Hashable, Sendable {
  /// What is wrong.
  package let code: Code
  /// The number of the segment in the file that could not be written; 0 when it is none.
  package let segmentOrdinal: Int
  /// What forbids a remittance; empty unless the code is ``Code/remittanceRefused``.
  package let violations: [X12RemittanceViolation]
  /// The same in words.
  package var message: String { code.message }

  /// Makes an error.
  package init(
    _ code: Code, segmentOrdinal: Int = 0, violations: [X12RemittanceViolation] = []
  ) {
    self.code = code
    self.segmentOrdinal = segmentOrdinal
    self.violations = violations
  }

  init(_ error: X12Error) {
    let code: Code =
      switch error.code {
      case .valueTooWide: .valueTooWide
      case .delimitersInvalid: .delimitersInvalid
      default: .valueNotWritable
      }
    self.init(code, segmentOrdinal: error.segmentOrdinal)
  }
}

extension X12OutgoingError: CustomStringConvertible {
  /// Words, place and violations, fit for a log.
  package var description: String {
    let place = segmentOrdinal == 0 ? "" : " (segment \(segmentOrdinal))"
    let list = violations.map { "; \($0)" }.joined()
    return message + place + list
  }
}

extension X12OutgoingError {
  /// The kinds of errors.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// There is nothing to send.
    case nothingToSend = "NOTHING_TO_SEND"
    /// A control number is not from 1 to 999,999,999.
    case controlNumberOutOfRange = "CONTROL_NUMBER_OUT_OF_RANGE"
    /// Two delimiters are the same.
    case delimitersInvalid = "DELIMITERS_INVALID"
    /// A value holds a delimiter or a control character.
    case valueNotWritable = "VALUE_NOT_WRITABLE"
    /// A value does not fit the fixed width of its element.
    case valueTooWide = "VALUE_TOO_WIDE"
    /// A required value is empty.
    case valueMissing = "VALUE_MISSING"
    /// More sets, claims or lines than one file may hold.
    case tooMany = "TOO_MANY"
    /// The remittance does not balance or says what is not legal.
    case remittanceRefused = "REMITTANCE_REFUSED"
  }
}

extension X12OutgoingError.Code {
  /// The code in words, fit for a log.
  package var message: String {
    switch self {
    case .nothingToSend: "a file without content is not written"
    case .controlNumberOutOfRange: "a control number is not from 1 to 999,999,999"
    case .delimitersInvalid: "two delimiters are the same"
    case .valueNotWritable: "a value to be written holds a delimiter or a control character"
    case .valueTooWide: "a value to be written is wider than its element"
    case .valueMissing: "a value that the guide requires is empty"
    case .tooMany: "one file cannot hold so much"
    case .remittanceRefused: "the remittance does not balance or is not legal"
    }
  }
}
