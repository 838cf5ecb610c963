/// Writes an interchange of status inquiries.
///
/// What ``X12FileReader`` read comes back the same when it is written and read again. Inquiries that
/// stand behind each other with equal levels share them; hierarchy levels are numbered anew.
package struct X12StatusInquiryWriter: Sendable {
  private var writer: X12InterchangeWriter

  /// Begins an interchange with one functional group, in the delimiters that its header names.
  package init(
    interchange: X12InterchangeHeader, group: X12GroupHeader, breaksLines: Bool = false
  ) throws(X12Error) {
    writer = try X12InterchangeWriter(
      interchange: interchange, group: group, breaksLines: breaksLines)
  }

  /// Writes a set with these inquiries; BHT is that of the first one.
  package mutating func writeSet(
    controlNumber: String, inquiries: [X12StatusInquiry]
  ) throws(X12Error) {
    var hierarchy = X12InquiryHierarchy()
    var segments = inquiries.first.map { [$0.levels.beginning] } ?? []
    for (index, inquiry) in inquiries.enumerated() {
      guard inquiry.levels.subscriber != nil else {
        throw writer.refusal(.claimOutsideHierarchy)
      }
      segments += hierarchy.open(above: inquiry, rest: inquiries[index...])
      segments += inquiry.outgoing
    }
    try writer.writeSet("276", controlNumber: controlNumber, segments)
  }

  /// Ends group and interchange and gives all bytes.
  package consuming func finish() throws(X12Error) -> [UInt8] {
    try writer.finish()
  }
}
