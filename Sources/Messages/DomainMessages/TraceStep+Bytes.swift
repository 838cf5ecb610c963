package import Domain
package import Messages
package import Protobuf

extension TraceStep {
  /// The step as messages carry it: the bytes of ``message``.
  ///
  /// Written without making that message, because a claim has some thirty steps.
  package var encoded: EncodedMessage<TypeV1.TraceStep> {
    EncodedMessage(protobufBytes: ProtobufWriter.bytes { write(to: &$0) })
  }

  private func write(to writer: inout ProtobufWriter) {
    for code in codes.reversed() { writer.text(8, code) }
    writer.textUnlessEmpty(7, outcome)
    writer.amount(6, after)
    writer.amount(5, before)
    for fact in facts.reversed() {
      let before = writer.count
      writer.textUnlessEmpty(2, fact.value)
      writer.textUnlessEmpty(1, fact.name)
      writer.endPart(4, after: before)
    }
    writer.numberUnlessZero(3, lineNumber)
    writer.numberUnlessZero(2, rule.version)
    writer.textUnlessEmpty(1, rule.name)
  }
}

extension ProtobufWriter {
  fileprivate mutating func textUnlessEmpty(_ field: Int, _ text: String) {
    if !text.isEmpty { self.text(field, text) }
  }

  fileprivate mutating func numberUnlessZero(_ field: Int, _ number: Int) {
    let number = Int32(clamping: number)
    if number != 0 { varint(field, number) }
  }

  /// An amount as a message of its own, zero too; one that is absent is left out.
  fileprivate mutating func amount(_ field: Int, _ amount: Money?) {
    guard let amount else { return }
    let before = count
    if amount.cents != 0 { varint(1, amount.cents) }
    endPart(field, after: before)
  }
}
