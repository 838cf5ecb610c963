import EDI
import Foundation
import Testing

@Suite("The public samples")
struct CorpusTests {
  @Test("Each professional claim file is read to its end or fails with segment and position")
  func professionalClaims() throws {
    let manifest = try Manifest.rows()
    for file in try SharedData.files(in: "837P") {
      let name = "837P/\(file.lastPathComponent)"
      let row = try #require(manifest[name])
      let reading = FileReading(Array(try Data(contentsOf: file)))
      if name.contains("openx12__conftest") {
        #expect(reading.error?.code == .headerMalformed, "\(name)")
        #expect(reading.error?.segmentOrdinal == 1, "\(name)")
        #expect(reading.error?.byteOffset == 41, "\(name)")
        continue
      }
      #expect(reading.error == nil, "\(name)")
      let right = reading.verdicts.count(where: \.isTrailerRight)
      let balanced = reading.claims.count(where: \.isBalanced)
      #expect("\(right)/\(reading.verdicts.count)" == row["se_ok"], "\(name)")
      #expect("\(balanced)/\(reading.claims.count)" == row["bal837"], "\(name)")
      #expect(String(reading.claims.count) == row["claims"], "\(name)")
    }
  }

  @Test("A file gives the same in chunks of one byte as whole", arguments: ["837P", "malformed"])
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
