import EDI
import Testing

@Suite("Cutting a file into segments")
struct SegmentReaderTests {
  private let header = ClaimFile.header

  private func read(_ bytes: [UInt8]) -> (segments: [X12Segment], error: X12Error?) {
    var reader = X12SegmentReader()
    var segments: [X12Segment] = []
    reader.push(bytes)
    reader.finish()
    do throws(X12Error) {
      while let segment = try reader.next() { segments.append(segment) }
    } catch {
      return (segments, error)
    }
    return (segments, nil)
  }

  private func read(_ text: String) -> (segments: [X12Segment], error: X12Error?) {
    read(Array(text.utf8))
  }

  @Test("Elements and components are numbered from one and absent ones are empty")
  func elements() throws {
    let segment = try #require(
      read(header + "SV1*HC:G0463::59*10**1~IEA~").segments.dropFirst().first)
    #expect(segment.id == "SV1")
    #expect(segment.elementCount == 4)
    #expect(segment.element(1) == "HC:G0463::59")
    #expect(segment.component(1, 2) == "G0463")
    #expect(segment.component(1, 3) == "")
    #expect(segment.component(1, 4) == "59")
    #expect(segment.components(1) == ["HC", "G0463", "", "59"])
    #expect(segment.element(3) == "")
    #expect(segment.element(4) == "1")
    for number in [-1, 0, 5, 1_000_000] {
      #expect(segment.element(number) == "")
      #expect(segment.component(number, 1) == "")
      #expect(segment.component(1, number) == "")
      #expect(segment.components(number).isEmpty)
      #expect(segment.isEmpty(number))
    }
    #expect(segment.ordinal == 2)
    #expect(segment.byteOffset == 106)
    #expect(segment.byteOffset(of: 1, component: 4) == 106 + 14)
  }

  @Test("Segments are counted in the file and, between ST and SE, in their set")
  func counting() {
    let text = "GS*A~ST*837~BHT~SE*3~ST*837~BHT~GE*2~IEA~"
    let segments = read(header + text).segments
    #expect(segments.map(\.ordinal) == Array(1...9))
    #expect(segments.map(\.ordinalInSet) == [0, 0, 1, 2, 3, 1, 2, 0, 0])
    #expect(X12Position(segments[3], in: .setHeader).segmentOrdinalInSet == 2)
    #expect(MemoryLayout<X12Position>.size == 24)
  }

  @Test("Delimiters are those of the header, and each interchange has its own")
  func delimiters() {
    let other = header.replacingOccurrences([("*", "|"), (":", ">"), ("~", "\n"), ("^", "`")])
    let (segments, error) = read(header + "GS*A:B~" + other + "GS|A>B*~\n")
    #expect(error == nil)
    #expect(segments.map(\.id) == ["ISA", "GS", "ISA", "GS"])
    #expect(segments.map { $0.components(1).last } == ["00", "B", "00", "B*~"])
    #expect(segments[2].delimiters.terminator == UInt8(ascii: "\n"))
    #expect(segments[2].delimiters.repetition == UInt8(ascii: "`"))
  }

  @Test("White space between segments and a byte order mark are passed over")
  func whiteSpace() {
    let (segments, error) = read("\u{FEFF}\r\n " + header + "\r\n\r\n  GS*A~ \t\n")
    #expect(error == nil)
    #expect(segments.map(\.id) == ["ISA", "GS"])
    #expect(segments.map(\.byteOffset) == [6, 6 + 106 + 6])
  }

  @Test("Two terminators in a row give a segment without identifier")
  func emptySegment() {
    #expect(read(header + "GS*A~~GE~").segments.map(\.id) == ["ISA", "GS", "", "GE"])
  }

  @Test("Nothing, white space, noise and a fragment are no X12")
  func notX12() {
    #expect(read("").error?.code == .emptyFile)
    #expect(read(" \r\n").error?.code == .emptyFile)
    #expect(read("hello").error?.code == .notX12)
    #expect(read("GS*HC~").error?.code == .notX12)
    #expect(read("I").error?.code == .notX12)
    #expect(read([0xEF, 0xBB]).error?.code == .notX12)
    #expect(read([0, 0, 0]).error?.code == .notX12)
    #expect(read("ISA*00").error?.code == .truncated)
  }

  @Test("A header with other widths or unusable delimiters is refused")
  func headerLayout() {
    let short = header.replacingOccurrences([("CLINICS  ", "CLINICS")])
    #expect(read(short + "GS*HC~").error?.code == .headerMalformed)
    #expect(read(short + "GS*HC~").error?.byteOffset == 48)
    for (old, new) in [(":~", "^~"), (":~", "*~"), (":~", ":*"), (":~", "A~"), (":~", ": ")] {
      let error = read(header.replacingOccurrences([(old, new)])).error
      #expect(error?.code == .delimitersInvalid || error?.code == .headerMalformed, "\(new)")
    }
  }

  @Test("The letter that older versions have in ISA11 means no repetition separator")
  func olderHeader() {
    let (segments, error) = read(header.replacingOccurrences([("*^*", "*U*")]) + "GS*AUB^C~")
    #expect(error == nil)
    #expect(segments.last?.delimiters.repetition == nil)
    #expect(segments.last?.element(1) == "AUB^C")
  }

  @Test("A byte outside the character set is refused with its place")
  func characters() {
    let before = Array((header + "NM1*").utf8)
    let cases: [([UInt8], X12Error.Code)] = [
      ([0x41, 0x00], .characterOutsideSet), ([0x41, 0x0A], .characterOutsideSet),
      ([0x41, 0x7F], .characterOutsideSet), ([0x41, 0xC2, 0x85], .characterOutsideSet),
      ([0x41, 0xFF], .textNotUTF8), ([0x41, 0xC3], .textNotUTF8),
      ([0x41, 0xED, 0xA0, 0x80], .textNotUTF8), ([0x41, 0xC0, 0x80], .textNotUTF8),
    ]
    for (bytes, code) in cases {
      let error = read(before + bytes + Array("B~".utf8)).error
      #expect(error?.code == code, "\(bytes)")
      #expect(error?.segmentOrdinal == 2)
      #expect(error?.byteOffset == before.count + 1)
    }
  }

  @Test("Letters beyond ASCII are read")
  func letters() {
    #expect(read(header + "NM1*IL*1*MUÑOZ*ZOË~").segments.last?.element(3) == "MUÑOZ")
  }

  @Test("A segment of the longest length is read, one byte more is refused")
  func length() {
    let longest = "NTE*" + String(repeating: "X", count: X12SegmentReader.segmentBytesMax - 4)
    #expect(read(header + longest + "~").segments.count == 2)
    #expect(read(header + longest + "X~").error?.code == .segmentTooLong)
    #expect(read(header + longest + "X~").error?.byteOffset == 106)
    #expect(read(header + longest + longest).error?.code == .segmentTooLong)
  }

  @Test("A file cut inside a segment is truncated where it ends")
  func truncated() {
    let error = read(header + "GS*HC*A").error
    #expect(error == X12Error(.truncated, segmentOrdinal: 2, byteOffset: 113))
  }

  @Test("Only the last IEA may lack its terminator")
  func lastTerminator() {
    let (segments, error) = read(header + "IEA*0*000000042 \n")
    #expect(error == nil)
    #expect(segments.last?.element(2) == "000000042")
    #expect(segments.map(\.isTerminated) == [true, false])
  }

  @Test("After an error the reader gives the same error again and takes no more bytes")
  func afterError() {
    var reader = X12SegmentReader()
    reader.push(Array("noise".utf8))
    #expect(throws: X12Error(.notX12, segmentOrdinal: 1, byteOffset: 0)) { try reader.next() }
    reader.push(Array(header.utf8))
    #expect(throws: X12Error(.notX12, segmentOrdinal: 1, byteOffset: 0)) { try reader.next() }
  }

  @Test("Without finish the reader waits for more bytes")
  func waits() throws {
    var reader = X12SegmentReader()
    reader.push(Array(header.dropLast().utf8))
    #expect(try reader.next() == nil)
    reader.push(Array("~GS".utf8))
    #expect(try reader.next()?.id == "ISA")
    #expect(try reader.next() == nil)
    reader.push(Array("*A~".utf8))
    #expect(try reader.next()?.element(1) == "A")
    #expect(try reader.next() == nil)
  }

  @Test("An error says code and place and never quotes the file")
  func message() throws {
    let error = try #require(read(header + "SECRET\u{0}~").error)
    #expect(!"\(error) \(error.message)".contains("SECRET"))
    #expect("\(error)".hasSuffix("(segment 2, byte 112)"))
  }
}

extension String {
  /// The text with pairs replaced one after the other.
  func replacingOccurrences(_ pairs: [(String, String)]) -> String {
    pairs.reduce(self) { text, pair in
      text.split(separator: pair.0, omittingEmptySubsequences: false).joined(separator: pair.1)
    }
  }
}
