/// How a 999 reports the kinds of faults that reading finds.
enum X12FaultReport: Hashable, Sendable {
  /// IK304: the segment is wrong.
  case segment(String)
  /// IK403 with IK304 `8`: an element of the segment is wrong.
  case element(String)
  /// IK502: the set is wrong; IK3 is not written.
  case set(String)
  /// Not the business of a 999: the interchange answers for it.
  case elsewhere

  /// IK304 of a segment with wrong elements.
  static let segmentHasElementFaults = "8"
  /// IK502 of a set with wrong segments.
  static let setHasSegmentFaults = "5"

  /// The row of a fault; one that the table does not have is reported as a wrong segment.
  static func report(of code: X12FaultCode) -> X12FaultReport {
    table[code] ?? .segment(segmentHasElementFaults)
  }

  /// The reports by kind of fault.
  static let table: [X12FaultCode: X12FaultReport] = [
    .countDiffers: .set("4"), .controlNumberDiffers: .set("3"), .trailerMissing: .set("2"),
    .terminatorMissing: .elsewhere, .segmentOutsideSet: .elsewhere,
    .interchangeVersionUnknown: .elsewhere, .guideUnknown: .set("I6"), .guideDiffers: .set("I6"),
    .setNotSupported: .set("1"), .setHeaderIncomplete: .segment("3"),
    .segmentIDInvalid: .segment("1"), .segmentUnexpected: .segment("2"),
    .segmentRepeated: .segment("5"), .elementMissing: .element("1"),
    .segmentMissing: .segment("3"), .hierarchyOutOfSequence: .element("7"),
    .hierarchyParentUnknown: .element("7"), .hierarchyLevelUnknown: .element("7"),
    .claimOutsideHierarchy: .segment("7"), .amountInvalid: .element("6"),
    .amountTooFine: .element("6"), .amountNegative: .element("6"),
    .quantityInvalid: .element("6"), .quantityTooFine: .element("6"), .dayInvalid: .element("8"),
    .dayFormatUnknown: .element("7"), .spanReversed: .element("8"),
    .pointerInvalid: .element("7"), .lineNumberMissing: .segment("3"),
    .lineOutOfSequence: .element("7"), .chargeDiffersFromLines: .segment("I6"),
    .setUnknown: .set("1"), .headerElementInvalid: .elsewhere, .controlNumberUnusable: .set("7"),
    .segmentOutOfOrder: .segment("7"), .segmentOmitted: .segment("3"),
    .elementOmitted: .element("1"), .referenceRepeated: .segment("5"),
    .timeInvalid: .element("9"), .tooManyCodes: .segment("5"), .tooManyLines: .segment("4"),
    .tooManyDiagnoses: .segment("5"),
    .tooManySegments: .segment("5"),
  ]

  /// AK905 for a fault of the trailer of a group.
  static func groupCode(of code: X12FaultCode) -> String? {
    switch code {
    case .countDiffers: "5"
    case .controlNumberDiffers: "4"
    case .trailerMissing: "3"
    case .controlNumberUnusable: "6"
    default: nil
    }
  }
}
