import EDI
import Testing

@Suite("Writing segments")
struct SegmentWriterTests {
  @Test("Trailing empty elements and components are left out")
  func trailing() throws {
    var writer = X12SegmentWriter()
    try writer.write("SV1", [.composite(["HC", "G0463", "", ""]), "", "1", "", ""])
    try writer.write("SE", [])
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "SV1*HC:G0463**1~SE~")
    #expect(writer.segmentCount == 2)
  }

  @Test(
    "A value with a delimiter or control character is refused",
    arguments: ["*", ":", "^", "~", "\n", "\u{7F}"])
  func delimiter(in text: String) {
    var writer = X12SegmentWriter()
    let refusal = X12Error(.valueNotWritable, segmentOrdinal: 1, byteOffset: 0)
    #expect(throws: refusal) { try writer.write("NTE", ["ADD", .text("A\(text)B")]) }
    #expect(throws: refusal) { try writer.write("HI", [.composite(["ABK", text])]) }
    #expect(writer.bytes.isEmpty)
  }

  @Test("An interchange header has 106 bytes, and a name that does not fit is refused")
  func header() throws {
    var writer = X12SegmentWriter()
    try writer.write(header(sender: "CLINICS"))
    #expect(String(decoding: writer.bytes, as: UTF8.self) == ClaimFile.header)
    #expect(throws: X12Error(.valueTooWide, segmentOrdinal: 2, byteOffset: 106)) {
      try writer.write(header(sender: "SIXTEEN LETTERS!"))
    }
  }

  private func header(sender: String) -> X12InterchangeHeader {
    X12InterchangeHeader(
      sender: sender, receiver: "EXAMPLEHMO", date: "260310", time: "1200",
      controlNumber: "000000042", usage: "T")
  }
}
