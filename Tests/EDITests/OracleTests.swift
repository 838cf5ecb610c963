import EDI
import Foundation
import Testing

/// Another program's tests say what is wrong with these files; where the standard agrees, so do we.
@Suite("Files with faults that another reader's tests name")
struct OracleTests {
  /// A file and what must be found in it.
  struct Case: Sendable, CustomTestStringConvertible {
    let file: String
    /// Code and place of each fault that the other reader names too.
    let shared: [String]
    var testDescription: String { file }

    init(_ file: String, _ shared: String...) {
      self.file = file
      self.shared = shared
    }
  }

  /// In every file but the valid ones the other reader's messages, in our codes.
  ///
  /// What we find besides, the other reader does not look at: counts in SE, the sum of line charges,
  /// codes in HI, the number of a parent level.
  static let cases: [Case] = [
    Case("bad_valid_code", "SEGMENT_UNEXPECTED at unrecognised NM1"),
    Case(
      "segment_errors", "SEGMENT_OMITTED at 2010AA N3", "SEGMENT_MISSING at 2300 HI",
      "REFERENCE_REPEATED at 2010AA REF"),
    Case(
      "bad_segment_identifier", "SEGMENT_ID_INVALID at 2010AA",
      "SEGMENT_OMITTED at 2010AA N4", "SEGMENT_OMITTED at 1000A PER",
      "SEGMENT_MISSING at 2010BA NM1"),
    Case(
      "missing_elements", "ELEMENT_OMITTED at 1000B NM102", "ELEMENT_MISSING at 2300 CLM05-1"),
    Case("loop_errors1_exceeds_max_1_parent", "SEGMENT_REPEATED at 2010AA NM1"),
    Case("loop_errors2_exceeds_max_repeats_multiple_parents", "SEGMENT_REPEATED at 2010AA NM1"),
    Case("loop_errors3_missing_loops", "SEGMENT_MISSING at 2010AA NM1"),
    Case("missing_required_loop_in_one_repeat", "SEGMENT_MISSING at 2010BA NM1"),
    // A service without its LX opens the line all the same.
    Case("missing_required_loops_mult_repeats", "LINE_NUMBER_MISSING at 2400 SV1"),
    Case(
      "segments_out_of_order", "SEGMENT_OUT_OF_ORDER at 2010AA N4",
      "SEGMENT_OUT_OF_ORDER at 2010AB N3"),
  ]

  @Test("What the other reader names is found at the same place", arguments: cases)
  func shared(_ expected: Case) throws {
    guard let reading = try reading(of: expected.file) else { return }
    let found = Set(reading.faults.map(\.description))
    for text in expected.shared {
      #expect(found.contains { $0.hasPrefix(text) }, "\(text)")
    }
  }

  @Test("Files without separators where the header has them are refused at once")
  func fatal() throws {
    for name in ["bad_first_line", "no_isa_line"] {
      guard let reading = try reading(of: name) else { return }
      #expect(reading.error?.segmentOrdinal == 1, "\(name)")
      #expect(reading.events.isEmpty, "\(name)")
    }
  }

  @Test("Files that the other reader takes for valid have only faults that it does not look at")
  func valid() throws {
    let unlooked: Set<X12FaultCode> = [
      .countDiffers, .chargeDiffersFromLines, .elementMissing, .hierarchyOutOfSequence,
      .hierarchyParentUnknown, .lineOutOfSequence, .dayInvalid, .controlNumberDiffers,
    ]
    for name in ["no_errors", "valid"] {
      guard let reading = try reading(of: name) else { return }
      #expect(reading.error == nil, "\(name)")
      #expect(Set(reading.faults.map(\.code)).isSubset(of: unlooked), "\(name)")
    }
  }

  @Test("The list of cases is that of the other reader")
  func complete() throws {
    guard let x12 = SharedData.x12 else { return }
    let url = x12.deletingLastPathComponent().appending(path: "oracles/imsweb_expected_errors.json")
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
    let cases = try #require((object as? [String: Any])?["cases"] as? [[String: Any]])
    let named = Set(cases.compactMap { $0["file"] as? String })
    let ours =
      OracleTests.cases.map(\.file) + ["bad_first_line", "no_isa_line", "no_errors", "valid"]
    #expect(named == Set(ours.map { "x12_\($0).txt" }))
  }

  private func reading(of name: String) throws -> FileReading? {
    for folder in ["malformed", "837P"] {
      let file = "imsweb__x12_\(name).txt"
      if let url = try SharedData.files(in: folder).first(where: { $0.lastPathComponent == file }) {
        return FileReading(Array(try Data(contentsOf: url)))
      }
    }
    return nil
  }
}
