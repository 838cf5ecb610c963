/// A step of reading an X12 file.
package enum X12FileEvent: Hashable, Sendable {
  /// An interchange has begun: time to look whether its control number was seen before.
  case interchangeBegan(X12InterchangeHeader)
  /// A functional group has begun.
  case groupBegan(X12GroupHeader)
  /// A set has begun.
  case setBegan(X12SetHeader)
  /// A claim was read to its end, with its faults; in a place of its own, because the step is handed on
  /// from reader to reader and a claim is large.
  indirect case claim(X12Claim)
  /// An inquiry about a claim was read to its end, with its faults.
  case inquiry(X12StatusInquiry)
  /// A set has ended; its verdict holds for all its claims or inquiries.
  case setEnded(X12SetVerdict)
  /// A functional group has ended.
  case groupEnded(X12EnvelopeVerdict)
  /// An interchange has ended.
  case interchangeEnded(X12EnvelopeVerdict)
}
