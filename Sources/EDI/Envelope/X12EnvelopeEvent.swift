/// A step of the envelope, as ``X12EnvelopeCheck`` reports it.
package enum X12EnvelopeEvent: Hashable, Sendable {
  /// An ISA segment was read.
  case interchangeBegan(X12InterchangeHeader)
  /// A GS segment was read.
  case groupBegan(X12GroupHeader)
  /// An ST segment was read.
  case setBegan(X12SetHeader)
  /// A set has ended, rightly or not.
  case setEnded(X12SetVerdict)
  /// A group has ended, rightly or not.
  case groupEnded(X12EnvelopeVerdict)
  /// An interchange has ended, rightly or not.
  case interchangeEnded(X12EnvelopeVerdict)
}
