import EDI
import Foundation
import SampleClaims
import Testing

@Suite("Bytes nobody meant as a claim file")
struct RobustnessTests {
  private let file = Array(ClaimFile().text.utf8)
  private let shortFile = Array(ClaimFile.withOneClaim.text.utf8)

  @Test("Cut at any byte, a file fails with a place in it or was complete")
  func truncations() {
    for length in 0..<file.count {
      let reading = FileReading(Array(file[..<length]), chunk: 997)
      let isComplete = length >= file.count - 2
      #expect((reading.error == nil) == isComplete, "\(length) bytes")
      guard let error = reading.error else { continue }
      #expect(error.byteOffset <= length)
      #expect(error.segmentOrdinal >= 1)
    }
  }

  @Test(
    "Ten thousand changed files are read to their end or fail with a place",
    arguments: [2_026] as [UInt64])
  func mutations(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var outcomes: [String: Int] = [:]
    for round in 0..<10_000 {
      let bytes = mutated(&random)
      let reading = FileReading(bytes)
      outcomes[reading.error?.code.rawValue ?? "read", default: 0] += 1
      if let error = reading.error {
        #expect(error.byteOffset <= bytes.count, "seed \(seed), round \(round)")
      }
      for fault in reading.claims.flatMap(\.faults) where fault.position.byteOffset > bytes.count {
        Issue.record("a fault lies behind the file: seed \(seed), round \(round)")
      }
    }
    #expect(outcomes["read", default: 0] > 1_000, "seed \(seed)")
    #expect(outcomes.count > 4, "seed \(seed)")
  }

  @Test(
    "Two megabytes of noise behind a header end with a place, in any chunks",
    arguments: [1, 77] as [UInt64])
  func noise(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let noise = (0..<2_000_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    #expect(FileReading(noise).error?.code == .notX12)
    let behind = FileReading(Array(ClaimFile.header.utf8) + noise, chunk: 4_099)
    #expect(behind.error != nil, "seed \(seed)")
  }

  @Test(
    "Two megabytes of printable noise with delimiters are read to the end",
    arguments: [5] as [UInt64])
  func printableNoise(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let words = [
      "NM1", "HL", "CLM", "SBR", "LX", "SV1", "DTP", "CAS", "SVD", "REF", "HI", "20", "22", "23",
      "*", "*", "*", ":", "~", "~", "1", "-9", "99999999999999999999", ".", "D8", "RD8", "20260230",
      "IL", "QC", "82", "DN", "N3", "N4", "PRV", "DMG", "PAT", "LQ", "LIN", "AMT", "PWK", "é",
    ]
    var text = ClaimFile().lines[...2].joined()
    while text.utf8.count < 2_000_000 {
      text += words[random.number(in: 0..<words.count)]
    }
    text += "~SE*1*0001~GE*1*7~IEA*1*000000042~"
    let reading = FileReading(text)
    #expect(reading.verdicts.count >= 1 || reading.error != nil, "seed \(seed)")
    #expect(!reading.claims.isEmpty)
    #expect(reading.claims.allSatisfy { $0.faults.count <= 400 })
  }

  @Test("Segments in any order give claims that say what is wrong", arguments: [9] as [UInt64])
  func shuffled(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let lines = ClaimFile().lines
    for round in 0..<500 {
      let inside = lines[3..<lines.count - 3].shuffled(using: &random)
      let text = (lines[..<3] + inside + lines.suffix(3)).joined()
      let reading = FileReading(text)
      #expect(reading.error == nil, "seed \(seed), round \(round)")
      #expect(reading.claims.count == 2)
      #expect(reading.claims.allSatisfy { !$0.faults.isEmpty }, "seed \(seed), round \(round)")
    }
  }

  @Test("A set of three thousand claims passes through claim by claim")
  func manyClaims() throws {
    let text = ClaimFileWriter.text(
      of: try InventedClaims.claims(count: 3_000, seed: 4),
      in: InventedClaims.envelope(claimsPerSet: 3_000), breaksLines: false)
    var reader = X12FileReader()
    var claimCount = 0
    var faultCount = 0
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: 16_384) {
      reader.push(bytes[start..<min(start + 16_384, bytes.count)])
      while let event = try reader.next() {
        guard case .claim(let claim) = event else { continue }
        claimCount += 1
        faultCount += claim.faults.count
      }
    }
    reader.finish()
    while try reader.next() != nil {}
    #expect(claimCount == 3_000)
    #expect(faultCount == 0)
  }

  private func mutated(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = random.happens(inThousand: 250) ? file : shortFile
    for _ in 0...random.number(in: 0..<4) {
      let index = random.number(in: 0..<bytes.count)
      switch random.number(in: 0..<5) {
      case 0: bytes[index] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[index] = Array("*:~^-.09AZ".utf8)[random.number(in: 0..<10)]
      case 2: bytes.remove(at: index)
      case 3: bytes.insert(bytes[random.number(in: 0..<bytes.count)], at: index)
      default:
        let end = min(bytes.count, index + random.number(in: 1..<200))
        bytes.insert(contentsOf: bytes[index..<end], at: random.number(in: 0..<bytes.count))
      }
    }
    return bytes
  }
}
