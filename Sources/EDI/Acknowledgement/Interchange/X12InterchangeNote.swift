extension X12InterchangeAcknowledgement {
  /// TA105: why, as a number of three digits.
  package struct Note: RawRepresentable, Hashable, Sendable {
    /// The three digits.
    package let rawValue: String

    /// Takes a code as sent.
    package init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// Nothing is wrong.
    package static let none = Note(rawValue: "000")
    /// IEA02 is not ISA13.
    package static let controlNumbersDiffer = Note(rawValue: "001")
    /// ISA12 names a version that is not read here.
    package static let versionUnknown = Note(rawValue: "017")
    /// ISA06 is nobody who may send here.
    package static let senderUnknown = Note(rawValue: "006")
    /// ISA08 is not us.
    package static let receiverUnknown = Note(rawValue: "008")
    /// ISA13 is no number.
    package static let controlNumberInvalid = Note(rawValue: "018")
    /// ISA15 is neither production nor test, or not what this system takes.
    package static let usageInvalid = Note(rawValue: "020")
    /// IEA01 does not count the groups.
    package static let groupCountDiffers = Note(rawValue: "021")
    /// Headers and trailers do not nest.
    package static let structureInvalid = Note(rawValue: "022")
    /// The file ends too early.
    package static let endedTooEarly = Note(rawValue: "023")
    /// Something stands where no group or set may hold it.
    package static let contentInvalid = Note(rawValue: "024")
    /// The sender used ISA13 before.
    package static let duplicate = Note(rawValue: "025")
  }
}
