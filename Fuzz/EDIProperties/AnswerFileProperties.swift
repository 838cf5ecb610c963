import Domain
import EDI
package import Properties

/// What holds for all bytes that arrive as an answer or a remittance.
///
/// They are read to their end or refused with a place that lies in them; a set without a fault comes
/// back the same when it is written; and a remittance that may be sent is sent the same again.
package enum AnswerFileProperties {
  /// Throws what does not hold for `bytes`; a trap is a violation too.
  package static func check(_ bytes: [UInt8]) throws(BrokenProperty) {
    let file: X12TreeFile
    do throws(X12Error) {
      file = try X12TreeFile(bytes)
    } catch {
      try BrokenProperty.require(
        (0...bytes.count).contains(error.byteOffset), "an error has its place in the file")
      return
    }
    for set in file.sets {
      try checkSet(set)
      try checkRemittance(set)
    }
  }

  private static func checkSet(_ set: X12SetTree) throws(BrokenProperty) {
    guard set.verdict.faults.isEmpty, let written = try? envelope(like: set).file(of: [set]) else {
      return
    }
    guard let again = try? X12TreeFile(written) else {
      throw BrokenProperty("a set that was written can be read")
    }
    try BrokenProperty.require(again.sets.map(\.root) == [set.root], "a set comes back as it was")
  }

  /// Adjustments of one code are added up in writing; from then on nothing changes any more.
  private static func checkRemittance(_ set: X12SetTree) throws(BrokenProperty) {
    let envelope = envelope(like: set)
    guard set.header.transaction == "835", let remittance = try? X12Remittance(reading: set),
      let written = try? envelope.file(of: [remittance])
    else { return }
    guard let back = try? X12TreeFile(written).sets.first,
      let again = try? X12Remittance(reading: back)
    else { throw BrokenProperty("a remittance that was written can be read") }
    try BrokenProperty.require(
      (try? envelope.file(of: [again])) == written, "a remittance is written the same again")
    try BrokenProperty.require(
      again.amount == remittance.amount && again.payee == remittance.payee,
      "a remittance pays the same to the same")
    try BrokenProperty.require(again.check().isEmpty, "a remittance that was sent balances")
  }

  private static func envelope(like set: X12SetTree) -> X12OutgoingEnvelope {
    X12OutgoingEnvelope(
      sender: "SAMPLEHMO", receiver: "SAMPLECLINIC", interchangeControlNumber: 1,
      groupControlNumber: 1, instant: Instant(microseconds: 1_773_144_000_000_000), usage: .test,
      delimiters: set.header.interchange.delimiters)
  }
}
