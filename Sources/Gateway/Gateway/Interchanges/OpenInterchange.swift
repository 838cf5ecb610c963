import Domain
import EDI
import Messages

/// An interchange under way: its groups and sets, and what it will be answered with.
struct OpenInterchange {
  let header: X12InterchangeHeader
  /// The gateway's number; nothing for one that is refused whole.
  let number: InterchangeNumber?
  let receivedAt: Instant
  /// Why nothing of it is processed.
  let refusal: X12InterchangeAcknowledgement.Note?
  private(set) var group: X12GroupHeader?
  private(set) var readings: [X12SetReading] = []
  private(set) var groupOrdinal = 0
  private(set) var setOrdinal = 0
  /// Claims of it that were stored or refused.
  var accepted = 0
  var refused = 0

  init(
    _ header: X12InterchangeHeader, number: InterchangeNumber?, receivedAt: Instant,
    refusal: X12InterchangeAcknowledgement.Note? = nil
  ) {
    self.header = header
    self.number = number
    self.receivedAt = receivedAt
    self.refusal = refusal
  }

  /// Why an interchange cannot be processed, from its header alone.
  static func refusal(
    of header: X12InterchangeHeader, taking accepted: AcceptedUsage
  ) -> X12InterchangeAcknowledgement.Note? {
    let digits = header.controlNumber.utf8
    guard digits.count == 9, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return .controlNumberInvalid
    }
    guard let usage = X12Usage(rawValue: header.usage), accepted.takes(usage) else {
      return .usageInvalid
    }
    return nil
  }

  mutating func begin(_ header: X12GroupHeader) {
    group = header
    groupOrdinal += 1
    setOrdinal = 0
    readings = []
  }

  mutating func beginSet() {
    setOrdinal += 1
  }

  /// The most sets of one group, as control numbers of four digits admit.
  static let setsMax = 9_999

  /// Whether the set under way is one more than a group may have.
  var isBeyondSets: Bool { setOrdinal > OpenInterchange.setsMax }

  /// Whether an interchange that ended so was delivered whole: sent again, it is a duplicate.
  func isDelivered(_ verdict: X12EnvelopeVerdict) -> Bool {
    let isCut = verdict.faults.contains { $0.code == .trailerMissing }
    return !isCut && acknowledgement(verdict)?.outcome != .rejected
  }

  mutating func end(_ reading: X12SetReading) {
    readings.append(reading)
  }

  /// The 999 of the group that ended.
  mutating func endGroup(_ verdict: X12EnvelopeVerdict) -> X12FunctionalAcknowledgement? {
    guard let ended = group else { return nil }
    group = nil
    return X12FunctionalAcknowledgement(to: ended, verdict, sets: readings)
  }

  /// The TA1 of the interchange, when one is due: asked for, or something is wrong.
  func acknowledgement(_ verdict: X12EnvelopeVerdict) -> X12InterchangeAcknowledgement? {
    if let refusal { return X12InterchangeAcknowledgement(to: header, .rejected, refusal) }
    guard let note = verdict.faults.first(where: { !$0.isNote }).map(OpenInterchange.note) else {
      return header.isAcknowledgmentRequested
        ? X12InterchangeAcknowledgement(to: header, .accepted, .none) : nil
    }
    return X12InterchangeAcknowledgement(to: header, processedOutcome, note)
  }

  /// The TA1 of an interchange that broke off.
  func brokenOff(by error: X12Error) -> X12InterchangeAcknowledgement {
    let note = X12InterchangeAcknowledgement.Note(rawValue: error.code.interchangeNote)
    return X12InterchangeAcknowledgement(to: header, processedOutcome, refusal ?? note)
  }

  /// What was processed stays processed, so a TA1 rejects only what left no trace.
  private var processedOutcome: X12InterchangeAcknowledgement.Outcome {
    refusal == nil && (accepted > 0 || groupOrdinal > 0) ? .acceptedWithErrors : .rejected
  }

  private static func note(_ fault: X12Fault) -> X12InterchangeAcknowledgement.Note {
    fault.interchangeNote.map(X12InterchangeAcknowledgement.Note.init) ?? .structureInvalid
  }

  /// From whom, to whom and in which form it is answered.
  func envelope(number: Int) -> X12OutgoingEnvelope {
    X12OutgoingEnvelope(
      senderQualifier: header.receiverQualifier,
      sender: header.receiver.isEmpty ? "PAYER" : header.receiver,
      receiverQualifier: header.senderQualifier,
      receiver: header.sender.isEmpty ? "SENDER" : header.sender,
      interchangeControlNumber: number, groupControlNumber: number, instant: receivedAt,
      usage: X12Usage(rawValue: header.usage) ?? .production, delimiters: header.delimiters)
  }

  /// The name of an answer: `000000001-2-3.277ca` for the third set of the second group.
  func documentName(_ kind: String, ofSet isOfSet: Bool) -> String {
    let digits = header.controlNumber.filter { $0.isASCII && $0.isNumber }
    var parts = [digits.isEmpty ? "interchange" : digits]
    if groupOrdinal > 0, kind != "ta1" { parts.append(String(groupOrdinal)) }
    if isOfSet { parts.append(String(setOrdinal)) }
    return parts.joined(separator: "-") + "." + kind
  }
}
