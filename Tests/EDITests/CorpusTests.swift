import EDI
import Foundation
import Testing

@Suite("The public samples")
struct CorpusTests {
  /// Files whose lines have another service segment than their guide, so that charges are not read.
  private static let withForeignServices: Set<String> = [
    "hccinfhir__sample_837_1.txt", "hccinfhir__sample_837_12.txt", "hccinfhir__sample_837_3.txt",
    "hccinfhir__sample_837_4.txt", "hccinfhir__sample_837_6.txt", "hccinfhir__sample_837_7.txt",
    "hccinfhir__sample_837_9.txt",
  ]

  /// Files that cannot be read on: a header of another width, and one separator for two things.
  private static let refusals: [String: X12Error] = [
    "837P/openx12__conftest.py_minimal_837p.edi":
      X12Error(.headerMalformed, segmentOrdinal: 1, byteOffset: 41),
    "837I/openx12__conftest.py_minimal_837i.edi":
      X12Error(.headerMalformed, segmentOrdinal: 1, byteOffset: 41),
    "837I/oopfactory__Spec_3.1.1.txt":
      X12Error(.delimitersInvalid, segmentOrdinal: 1, byteOffset: 3),
  ]

  @Test(
    "Each claim file is read to its end or refused with segment and position",
    arguments: ["837P", "837I"])
  func claims(folder: String) throws {
    let manifest = try Manifest.rows()
    for file in try SharedData.files(in: folder) {
      let name = "\(folder)/\(file.lastPathComponent)"
      let row = try #require(manifest[name])
      let reading = FileReading(Array(try Data(contentsOf: file)))
      if let refusal = CorpusTests.refusals[name] {
        #expect(reading.error == refusal, "\(name)")
        continue
      }
      #expect(reading.error == nil, "\(name)")
      let right = reading.verdicts.count(where: \.isTrailerRight)
      #expect("\(right)/\(reading.verdicts.count)" == row["se_ok"], "\(name)")
      #expect(String(reading.claims.count) == row["claims"], "\(name)")
      let balanced = reading.claims.count(where: \.isBalanced)
      if CorpusTests.withForeignServices.contains(file.lastPathComponent) {
        #expect(reading.claims.contains { !$0.isReadable }, "\(name)")
      } else {
        #expect("\(balanced)/\(reading.claims.count)" == row["bal837"], "\(name)")
      }
    }
  }

  @Test("Each file of inquiries is read to its end without a fault that refuses")
  func inquiries() throws {
    let manifest = try Manifest.rows()
    for file in try SharedData.files(in: "276") {
      let name = "276/\(file.lastPathComponent)"
      let row = try #require(manifest[name])
      let bytes = Array(try Data(contentsOf: file))
      let reading = FileReading(bytes)
      let right = reading.verdicts.count(where: \.isTrailerRight)
      #expect(reading.error == nil, "\(name)")
      #expect("\(right)/\(reading.verdicts.count)" == row["se_ok"], "\(name)")
      let traces = String(decoding: bytes, as: UTF8.self).ranges(of: "TRN*1*").count
      #expect(reading.inquiries.count == traces, "\(name)")
      #expect(reading.inquiries.count(where: \.isReadable) == traces, "\(name)")
    }
  }

  @Test(
    "Malformed, older and predetermination files say what is wrong with them",
    arguments: ["malformed", "legacy_4010", "837P_predetermination", "837I_predetermination"])
  func faulty(folder: String) throws {
    for file in try SharedData.files(in: folder) {
      let bytes = Array(try Data(contentsOf: file))
      let reading = FileReading(bytes)
      let name = file.lastPathComponent
      if let error = reading.error {
        #expect(error.segmentOrdinal >= 1 && error.byteOffset <= bytes.count, "\(name)")
      }
      #expect(reading.error != nil || !reading.faults.isEmpty, "\(name)")
      for fault in reading.faults {
        #expect(fault.position.segmentOrdinal >= 1, "\(name) \(fault)")
        #expect(fault.position.byteOffset < bytes.count, "\(name) \(fault)")
      }
    }
  }

  @Test(
    "A file gives the same in chunks of one byte as whole",
    arguments: ["837P", "837I", "276", "malformed"])
  func chunks(folder: String) throws {
    for file in try SharedData.files(in: folder) {
      let bytes = Array(try Data(contentsOf: file).prefix(20_000))
      let whole = FileReading(bytes)
      let single = FileReading(bytes, chunk: 1)
      #expect(whole == single, "\(file.lastPathComponent)")
      #expect(whole.places == single.places, "\(file.lastPathComponent)")
    }
  }

  @Test("Every other sample is read to its end or fails with segment and position")
  func everyFolder() throws {
    for folder in try SharedData.folders() {
      for file in try SharedData.files(in: folder) {
        let reading = FileReading(Array(try Data(contentsOf: file)))
        guard let error = reading.error else { continue }
        #expect(error.segmentOrdinal >= 1, "\(file.lastPathComponent)")
        #expect(error.byteOffset >= 0, "\(file.lastPathComponent)")
      }
    }
  }
}
