extension X12Fault {
  /// The note of a TA1 that says the same as a fault of an interchange; nothing when none does.
  package var interchangeNote: String? {
    switch code {
    case .controlNumberDiffers: "001"
    case .interchangeVersionUnknown: "017"
    case .countDiffers: "021"
    case .trailerMissing: "023"
    case .segmentOutsideSet, .controlNumberUnusable: "024"
    case .headerElementInvalid: X12Fault.notes[position.element]
    default: nil
    }
  }

  /// The notes by the number of the element of ISA that is wrong.
  private static let notes: [Int: String] = [
    1: "010", 3: "012", 5: "005", 6: "006", 7: "007", 8: "008", 9: "014", 10: "015", 13: "018",
    14: "019", 15: "020",
  ]
}

extension X12Error.Code {
  /// The note of a TA1 for an interchange that could not be read on, given its header was read.
  package var interchangeNote: String {
    switch self {
    case .truncated: "023"
    case .headerMalformed, .notX12, .emptyFile, .envelopeBroken: "022"
    case .delimitersInvalid: "004"
    case .characterOutsideSet, .textNotUTF8, .segmentTooLong, .valueNotWritable,
      .claimOutsideHierarchy, .valueTooWide:
      "024"
    }
  }
}
