package import Domain

/// ISA and GS of a file that we send: who sends what to whom, when, under which numbers.
///
/// Everything comes from the caller, so that the same values give the same bytes. Numbers and
/// moments are the caller's to keep: a pair of partners never sees an interchange number twice.
package struct X12OutgoingEnvelope: Hashable, Sendable {
  /// The largest interchange or group control number.
  package static let controlNumberMax = 999_999_999

  /// ISA05, such as `ZZ` for an identifier that both agreed on.
  package var senderQualifier: String
  /// ISA06, at most 15 bytes.
  package var sender: String
  /// ISA07.
  package var receiverQualifier: String
  /// ISA08, at most 15 bytes.
  package var receiver: String
  /// GS02; as a rule the same as ``sender``.
  package var applicationSender: String
  /// GS03; as a rule the same as ``receiver``.
  package var applicationReceiver: String
  /// ISA13, from 1 to ``controlNumberMax``.
  package var interchangeControlNumber: Int
  /// GS06, from 1 to ``controlNumberMax``.
  package var groupControlNumber: Int
  /// When the file was made; days and times are written in UTC.
  package var instant: Instant
  /// ISA15.
  package var usage: X12Usage
  /// ISA14: whether the receiver shall answer with a TA1.
  package var asksForAcknowledgement: Bool
  /// The characters that cut the file.
  package var delimiters: X12Delimiters
  /// Whether a line break stands behind each segment, for people.
  package var breaksLines: Bool

  /// Makes an envelope; the application codes of GS are those of ISA.
  package init(
    senderQualifier: String = "ZZ", sender: String, receiverQualifier: String = "ZZ",
    receiver: String, interchangeControlNumber: Int, groupControlNumber: Int, instant: Instant,
    usage: X12Usage, asksForAcknowledgement: Bool = false, delimiters: X12Delimiters = .usual,
    breaksLines: Bool = false
  ) {
    self.senderQualifier = senderQualifier
    self.sender = sender
    self.receiverQualifier = receiverQualifier
    self.receiver = receiver
    self.applicationSender = sender
    self.applicationReceiver = receiver
    self.interchangeControlNumber = interchangeControlNumber
    self.groupControlNumber = groupControlNumber
    self.instant = instant
    self.usage = usage
    self.asksForAcknowledgement = asksForAcknowledgement
    self.delimiters = delimiters
    self.breaksLines = breaksLines
  }
}
