/// Writes an interchange of claims, professional or institutional as the group's guide says.
///
/// What ``X12FileReader`` read comes back the same when it is written and read again. Claims that
/// stand behind each other with equal levels share them; hierarchy levels are numbered anew.
/// Segments that stood in no loop of the guide are left out.
package struct X12ClaimWriter: Sendable {
  private var writer: X12InterchangeWriter

  /// Begins an interchange with one functional group, in the delimiters that its header names.
  package init(
    interchange: X12InterchangeHeader, group: X12GroupHeader, breaksLines: Bool = false
  ) throws(X12Error) {
    writer = try X12InterchangeWriter(
      interchange: interchange, group: group, breaksLines: breaksLines)
  }

  /// Writes a set with these claims; the header of the first one is the header of the set.
  package mutating func writeSet(
    controlNumber: String, claims: [X12Claim]
  ) throws(X12Error) {
    var hierarchy = X12ClaimHierarchy()
    var segments = claims.first?.header.outgoing ?? []
    for (index, claim) in claims.enumerated() {
      guard let levels = hierarchy.open(above: claim, rest: claims[index...]) else {
        throw writer.refusal(.claimOutsideHierarchy)
      }
      segments += levels
      segments += claim.outgoing
    }
    try writer.writeSet("837", controlNumber: controlNumber, segments)
  }

  /// Ends group and interchange and gives all bytes.
  package consuming func finish() throws(X12Error) -> [UInt8] {
    try writer.finish()
  }
}
