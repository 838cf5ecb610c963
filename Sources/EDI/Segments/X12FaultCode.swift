/// The kinds of faults that reading a claim file can find; reading goes on after each.
package enum X12FaultCode: String, Hashable, Sendable, CaseIterable {
  /// SE01, GE01 or IEA01 does not count what it closes.
  case countDiffers = "COUNT_DIFFERS"
  /// A trailer's control number is not that of its header.
  case controlNumberDiffers = "CONTROL_NUMBER_DIFFERS"
  /// A set, group or interchange ends without its trailer.
  case trailerMissing = "TRAILER_MISSING"
  /// The file ends behind IEA without a terminator.
  case terminatorMissing = "TERMINATOR_MISSING"
  /// A segment stands between sets or groups.
  case segmentOutsideSet = "SEGMENT_OUTSIDE_SET"
  /// ISA12 is not 00501.
  case interchangeVersionUnknown = "INTERCHANGE_VERSION_UNKNOWN"
  /// The implementation guide is not one of the professional claim guides read here.
  case guideUnknown = "GUIDE_UNKNOWN"
  /// ST03 and GS08 name different guides.
  case guideDiffers = "GUIDE_DIFFERS"
  /// The set is no 837, or its guide is for another kind of claim.
  case setNotSupported = "SET_NOT_SUPPORTED"
  /// The set has no BHT segment, no submitter or no receiver.
  case setHeaderIncomplete = "SET_HEADER_INCOMPLETE"
  /// The segment's identifier is not two or three capital letters and digits.
  case segmentIDInvalid = "SEGMENT_ID_INVALID"
  /// The guide has no such segment at this place.
  case segmentUnexpected = "SEGMENT_UNEXPECTED"
  /// A segment that may stand once in its loop stands there again.
  case segmentRepeated = "SEGMENT_REPEATED"
  /// A required element is empty.
  case elementMissing = "ELEMENT_MISSING"
  /// A required segment is missing.
  case segmentMissing = "SEGMENT_MISSING"
  /// HL01 does not count up by one.
  case hierarchyOutOfSequence = "HIERARCHY_OUT_OF_SEQUENCE"
  /// HL02 does not name the level that this one belongs to.
  case hierarchyParentUnknown = "HIERARCHY_PARENT_UNKNOWN"
  /// HL03 is not 20, 22 or 23.
  case hierarchyLevelUnknown = "HIERARCHY_LEVEL_UNKNOWN"
  /// A claim has no billing provider or subscriber above it.
  case claimOutsideHierarchy = "CLAIM_OUTSIDE_HIERARCHY"
  /// An amount is no decimal number, or larger than any amount admitted.
  case amountInvalid = "AMOUNT_INVALID"
  /// An amount has more than two decimals.
  case amountTooFine = "AMOUNT_TOO_FINE"
  /// An amount that may not be negative is.
  case amountNegative = "AMOUNT_NEGATIVE"
  /// A quantity is no decimal number, negative, or larger than any quantity admitted.
  case quantityInvalid = "QUANTITY_INVALID"
  /// A quantity has more than three decimals.
  case quantityTooFine = "QUANTITY_TOO_FINE"
  /// The calendar has no such day.
  case dayInvalid = "DAY_INVALID"
  /// The format of a date is not one that the guide names.
  case dayFormatUnknown = "DAY_FORMAT_UNKNOWN"
  /// A span of days ends before it begins.
  case spanReversed = "SPAN_REVERSED"
  /// A diagnosis pointer is not a number from 1 to 12.
  case pointerInvalid = "POINTER_INVALID"
  /// A service line does not begin with LX.
  case lineNumberMissing = "LINE_NUMBER_MISSING"
  /// LX01 does not count up by one.
  case lineOutOfSequence = "LINE_OUT_OF_SEQUENCE"
  /// CLM02 is not the sum of the line charges.
  case chargeDiffersFromLines = "CHARGE_DIFFERS_FROM_LINES"
  /// The claim has more lines than are read.
  case tooManyLines = "TOO_MANY_LINES"
  /// The claim has more diagnoses than the guide admits.
  case tooManyDiagnoses = "TOO_MANY_DIAGNOSES"
  /// A loop or claim has more segments than are read.
  case tooManySegments = "TOO_MANY_SEGMENTS"
}
