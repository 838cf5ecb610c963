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
  /// The release of the implementation guide is not one of those read here.
  case guideUnknown = "GUIDE_UNKNOWN"
  /// ST03 and GS08 name different guides.
  case guideDiffers = "GUIDE_DIFFERS"
  /// The set is of a kind that is known and not taken here.
  case setNotSupported = "SET_NOT_SUPPORTED"
  /// ST01 is no transaction that is known.
  case setUnknown = "SET_UNKNOWN"
  /// An element of ISA or GS has a value that the standard does not admit.
  case headerElementInvalid = "HEADER_ELEMENT_INVALID"
  /// ST02 or GS06 is that of an earlier set of the group or group of the interchange, or ST02 is
  /// no control number.
  case controlNumberUnusable = "CONTROL_NUMBER_UNUSABLE"
  /// The set has no BHT segment, no submitter or no receiver.
  case setHeaderIncomplete = "SET_HEADER_INCOMPLETE"
  /// The segment's identifier is not two or three capital letters and digits.
  case segmentIDInvalid = "SEGMENT_ID_INVALID"
  /// The guide has no such segment at this place.
  case segmentUnexpected = "SEGMENT_UNEXPECTED"
  /// A segment that may stand once in its loop stands there again.
  case segmentRepeated = "SEGMENT_REPEATED"
  /// A segment stands behind one that the guide has behind it.
  case segmentOutOfOrder = "SEGMENT_OUT_OF_ORDER"
  /// The guide requires a segment without which a claim can be decided all the same.
  case segmentOmitted = "SEGMENT_OMITTED"
  /// The guide requires an element without which a claim can be decided all the same.
  case elementOmitted = "ELEMENT_OMITTED"
  /// A party has two numbers of the same kind, of which only one can be its own.
  case referenceRepeated = "REFERENCE_REPEATED"
  /// A required element is empty.
  case elementMissing = "ELEMENT_MISSING"
  /// A required segment is missing.
  case segmentMissing = "SEGMENT_MISSING"
  /// HL01 does not count up by one.
  case hierarchyOutOfSequence = "HIERARCHY_OUT_OF_SEQUENCE"
  /// HL02 does not name the level that this one belongs to.
  case hierarchyParentUnknown = "HIERARCHY_PARENT_UNKNOWN"
  /// HL03 is no level of the guide.
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
  /// No clock shows such a time.
  case timeInvalid = "TIME_INVALID"
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
  /// The claim has more codes than are read.
  case tooManyCodes = "TOO_MANY_CODES"
  /// A loop or claim has more segments than are read.
  case tooManySegments = "TOO_MANY_SEGMENTS"
}
