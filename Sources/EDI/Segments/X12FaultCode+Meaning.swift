extension X12FaultCode {
  /// What a fault means for the claims it belongs to.
  package enum Consequence: String, Hashable, Sendable {
    /// The claim can be decided all the same; the fault is reported.
    case note
    /// The claim lacks something: status category A6 in a 277CA.
    case missing
    /// The claim says something impossible: status category A7.
    case invalid
    /// The claim contradicts itself: status category A8.
    case contradiction
  }

  /// What the fault means for the claim.
  package var consequence: Consequence {
    switch self {
    case .elementMissing, .segmentMissing, .setHeaderIncomplete, .claimOutsideHierarchy: .missing
    case .chargeDiffersFromLines, .spanReversed, .hierarchyParentUnknown: .contradiction
    case .countDiffers, .controlNumberDiffers, .trailerMissing, .guideDiffers: .contradiction
    case .terminatorMissing, .interchangeVersionUnknown, .guideUnknown, .hierarchyOutOfSequence,
      .lineNumberMissing, .lineOutOfSequence, .segmentOutOfOrder, .segmentOmitted,
      .elementOmitted, .referenceRepeated:
      .note
    case .segmentOutsideSet, .setNotSupported, .setUnknown, .headerElementInvalid,
      .controlNumberUnusable, .timeInvalid, .tooManyCodes, .segmentIDInvalid, .segmentUnexpected,
      .segmentRepeated, .hierarchyLevelUnknown, .amountInvalid, .amountTooFine, .amountNegative,
      .quantityInvalid, .quantityTooFine, .dayInvalid, .dayFormatUnknown, .pointerInvalid,
      .tooManyLines, .tooManyDiagnoses, .tooManySegments:
      .invalid
    }
  }

  /// The stable name of the rule that the fault breaks.
  package var rule: String {
    switch self {
    case .countDiffers, .controlNumberDiffers, .trailerMissing, .terminatorMissing,
      .segmentOutsideSet, .headerElementInvalid, .controlNumberUnusable:
      "EDI-ENVELOPE"
    case .interchangeVersionUnknown, .guideUnknown, .guideDiffers, .setNotSupported, .setUnknown:
      "EDI-GUIDE"
    case .setHeaderIncomplete, .elementMissing, .segmentMissing, .segmentOmitted,
      .elementOmitted:
      "EDI-REQUIRED"
    case .segmentIDInvalid, .segmentUnexpected, .segmentRepeated, .segmentOutOfOrder,
      .referenceRepeated:
      "EDI-PLACE"
    case .hierarchyOutOfSequence, .hierarchyParentUnknown, .hierarchyLevelUnknown,
      .claimOutsideHierarchy:
      "EDI-HIERARCHY"
    case .amountInvalid, .amountTooFine, .amountNegative: "EDI-AMOUNT"
    case .quantityInvalid, .quantityTooFine: "EDI-QUANTITY"
    case .dayInvalid, .dayFormatUnknown, .timeInvalid, .spanReversed: "EDI-DAY"
    case .pointerInvalid: "EDI-POINTER"
    case .lineNumberMissing, .lineOutOfSequence: "EDI-LINE-NUMBER"
    case .chargeDiffersFromLines: "EDI-BALANCE"
    case .tooManyLines, .tooManyDiagnoses, .tooManyCodes, .tooManySegments: "EDI-LIMIT"
    }
  }
}
