/// A TA1: what became of an interchange as a whole.
///
/// It says nothing of the content; a 999 does.
package struct X12InterchangeAcknowledgement: Hashable, Sendable {
  /// TA101, ISA13 of the interchange that it answers, as sent.
  package var controlNumber: String
  /// TA102, its ISA09 as sent.
  package var date: String
  /// TA103, its ISA10 as sent.
  package var time: String
  /// TA104.
  package var outcome: Outcome
  /// TA105.
  package var note: Note

  /// TA104: what became of the interchange.
  package enum Outcome: String, Hashable, Sendable, CaseIterable {
    /// Taken.
    case accepted = "A"
    /// Taken, with errors that the sender shall mend.
    case acceptedWithErrors = "E"
    /// Nothing of it was processed.
    case rejected = "R"
  }

  /// Makes an answer to an interchange.
  package init(to header: X12InterchangeHeader, _ outcome: Outcome, _ note: Note) {
    self.controlNumber = header.controlNumber
    self.date = header.date
    self.time = header.time
    self.outcome = outcome
    self.note = note
  }

  init(controlNumber: String, date: String, time: String, outcome: Outcome, note: Note) {
    self.controlNumber = controlNumber
    self.date = date
    self.time = time
    self.outcome = outcome
    self.note = note
  }
}
