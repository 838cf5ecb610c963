import EDI
import Foundation
import Testing

@Suite("Writing what was read")
struct RoundTripTests {
  @Test("Claims that were read, written and read again are the same")
  func corpus() throws {
    var count = 0
    for file in try SharedData.files(in: "837P") {
      let reading = FileReading(Array(try Data(contentsOf: file)))
      let claims = reading.claims.filter { $0.faults.isEmpty }
      guard let set = reading.verdicts.first?.header, !claims.isEmpty,
        claims.count == reading.claims.count, reading.verdicts.count == 1
      else { continue }
      let bytes = try write(claims, like: set)
      let again = FileReading(bytes)
      #expect(again.error == nil, "\(file.lastPathComponent)")
      #expect(again.verdicts.map(\.isTrailerRight) == [true], "\(file.lastPathComponent)")
      #expect(again.claims == claims, "\(file.lastPathComponent)")
      count += claims.count
    }
    #expect(SharedData.x12 == nil || count > 100)
  }

  @Test("Claims keep their values under other delimiters")
  func otherDelimiters() throws {
    guard let file = try SharedData.files(in: "837P").first(where: { $0.path.contains("COB") })
    else { return }
    let claims = FileReading(Array(try Data(contentsOf: file))).claims
    let set = try #require(FileReading(Array(try Data(contentsOf: file))).verdicts.first?.header)
    let other = X12Delimiters(
      element: UInt8(ascii: "|"), component: UInt8(ascii: ">"), repetition: nil,
      terminator: UInt8(ascii: "\n"))
    let again = FileReading(try write(claims, like: set, delimiters: other))
    #expect(again.claims == claims)
  }

  private func write(
    _ claims: [X12Claim], like set: X12SetHeader, delimiters: X12Delimiters? = nil
  ) throws -> [UInt8] {
    let old = set.interchange
    let interchange = X12InterchangeHeader(
      senderQualifier: old.senderQualifier, sender: old.sender,
      receiverQualifier: old.receiverQualifier, receiver: old.receiver, date: old.date,
      time: old.time, controlNumber: old.controlNumber, usage: old.usage,
      delimiters: delimiters ?? old.delimiters)
    var writer = try X12ClaimWriter(interchange: interchange, group: set.group)
    try writer.writeSet(controlNumber: set.controlNumber, claims: claims)
    return try writer.finish()
  }
}
