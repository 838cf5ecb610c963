extension X12FaultCode {
  /// What a submitter does about the fault, in words.
  package var remedy: String {
    switch self {
    case .countDiffers:
      "Send the trailer with the count of what it closes, itself included in SE01."
    case .controlNumberDiffers: "Repeat the header's control number in the trailer."
    case .trailerMissing: "Close every set, group and interchange with its trailer."
    case .terminatorMissing: "End every segment with the terminator, the last one too."
    case .segmentOutsideSet: "Put every segment of a transaction between its ST and SE."
    case .interchangeVersionUnknown: "Send ISA12 as 00501."
    case .guideUnknown: "Send professional claims by guide 005010X222A1."
    case .guideDiffers: "Name the same guide in ST03 and GS08."
    case .setNotSupported: "Send this transaction to the address that takes it."
    case .setHeaderIncomplete: "Send BHT, submitter and receiver before the first HL."
    case .segmentIDInvalid: "Send only segment identifiers of the guide."
    case .segmentUnexpected: "Move the segment to the loop where the guide has it, or leave it out."
    case .segmentRepeated: "Send the segment once in this loop."
    case .elementMissing: "Fill the element."
    case .segmentMissing: "Add the segment."
    case .hierarchyOutOfSequence: "Number HL01 from 1 without gaps in each set."
    case .hierarchyParentUnknown: "Give in HL02 the number of the level directly above."
    case .hierarchyLevelUnknown: "Use level 20, 22 or 23."
    case .claimOutsideHierarchy: "Put the claim under a billing provider and a subscriber."
    case .amountInvalid: "Send a decimal amount up to 9999999999.99."
    case .amountTooFine: "Send at most two decimals."
    case .amountNegative: "Send an amount of zero or more."
    case .quantityInvalid: "Send a decimal quantity from 0 to 999999.999."
    case .quantityTooFine: "Send at most three decimals."
    case .dayInvalid: "Send a day of the calendar as CCYYMMDD."
    case .dayFormatUnknown: "Send the date with format D8 or RD8."
    case .spanReversed: "Send the first day before the last."
    case .pointerInvalid: "Point to diagnoses by their number, 1 to 12."
    case .lineNumberMissing: "Begin each service line with LX."
    case .lineOutOfSequence: "Number LX01 from 1 without gaps in each claim."
    case .chargeDiffersFromLines: "Make CLM02 the sum of all SV102."
    case .tooManyLines: "Split the claim: at most 999 lines are read."
    case .tooManyDiagnoses: "Send at most 12 diagnoses."
    case .tooManySegments: "Send fewer segments in this claim or loop."
    }
  }
}
