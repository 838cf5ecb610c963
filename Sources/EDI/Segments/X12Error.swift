/// What makes it impossible to read on in an X12 file, or to write one.
///
/// Faults of a single claim or set are no errors: they are ``X12Fault`` values and reading goes on.
/// `message` is written for a log and never quotes the file.
package struct X12Error: Error, Hashable, Sendable {
  /// What is wrong.
  package let code: Code
  /// The number of the segment in its file; the first is 1.
  package let segmentOrdinal: Int
  /// How many bytes of the file lie before the place.
  package let byteOffset: Int
  /// The same in words.
  package var message: String { code.message }

  /// Makes an error at a place in the file.
  package init(_ code: Code, segmentOrdinal: Int, byteOffset: Int) {
    self.code = code
    self.segmentOrdinal = segmentOrdinal
    self.byteOffset = byteOffset
  }
}

extension X12Error: CustomStringConvertible {
  /// Words and place, fit for a log.
  package var description: String {
    "\(message) (segment \(segmentOrdinal), byte \(byteOffset))"
  }
}

extension X12Error {
  /// The kinds of errors.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file holds nothing but white space.
    case emptyFile = "EMPTY_FILE"
    /// The file does not begin with an ISA segment.
    case notX12 = "NOT_X12"
    /// An ISA segment does not have its separators where the fixed width puts them.
    case headerMalformed = "HEADER_MALFORMED"
    /// A delimiter is a letter, digit, space or control byte, or two are the same.
    case delimitersInvalid = "DELIMITERS_INVALID"
    /// A byte lies outside the basic and extended character sets.
    case characterOutsideSet = "CHARACTER_OUTSIDE_SET"
    /// Bytes beyond ASCII are not UTF-8.
    case textNotUTF8 = "TEXT_NOT_UTF8"
    /// A segment is longer than the reader admits.
    case segmentTooLong = "SEGMENT_TOO_LONG"
    /// The file ends inside a segment or an interchange.
    case truncated = "TRUNCATED"
    /// A segment stands where no open interchange or group can hold it.
    case envelopeBroken = "ENVELOPE_BROKEN"
    /// A value to be written holds a delimiter or a byte outside the character set.
    case valueNotWritable = "VALUE_NOT_WRITABLE"
    /// A claim to be written has no billing provider or no subscriber.
    case claimOutsideHierarchy = "CLAIM_OUTSIDE_HIERARCHY"
    /// A value to be written does not fit the fixed width of its element.
    case valueTooWide = "VALUE_TOO_WIDE"
  }
}

extension X12Error.Code {
  /// The code in words, fit for a log.
  package var message: String {
    switch self {
    case .emptyFile: "the file is empty"
    case .notX12: "the file does not begin with an ISA segment"
    case .headerMalformed: "the ISA segment does not have its fixed width of 106 bytes"
    case .delimitersInvalid: "the delimiters named by the ISA segment cannot be used"
    case .characterOutsideSet: "a byte lies outside the character set of X12"
    case .textNotUTF8: "bytes beyond ASCII are not UTF-8"
    case .segmentTooLong: "a segment is longer than 65,536 bytes"
    case .truncated: "the file ends before its last interchange does"
    case .envelopeBroken: "a segment stands outside an interchange or group"
    case .valueNotWritable: "a value to be written holds a delimiter or a control character"
    case .claimOutsideHierarchy: "a claim to be written has no billing provider or subscriber"
    case .valueTooWide: "a value to be written is wider than its element"
    }
  }
}
