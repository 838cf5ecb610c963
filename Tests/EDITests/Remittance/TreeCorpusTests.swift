import EDI
import Foundation
import Testing

@Suite("The public samples of answers and remittances")
struct TreeCorpusTests {
  @Test(
    "Each file is read into loops, written, and read again as the same, or refused with a place",
    arguments: ["835", "999", "277CA", "277", "TA1"])
  func roundTrip(_ folder: String) throws {
    for file in try SharedData.files(in: folder) {
      let name = "\(folder)/\(file.lastPathComponent)"
      let bytes = Array(try Data(contentsOf: file))
      do {
        let read = try X12TreeFile(bytes)
        #expect(!read.sets.isEmpty || !read.acknowledgements.isEmpty, "\(name)")
        try expectSame(read, name)
        for fault in read.faults + read.sets.flatMap(\.verdict.faults) {
          print("\(name): \(fault)")
          #expect(fault.position.segmentOrdinal > 0, "\(name)")
        }
      } catch let error as X12Error {
        print("\(name): \(error)")
        #expect(error.segmentOrdinal > 0, "\(name)")
      }
    }
  }

  private func expectSame(_ read: X12TreeFile, _ name: String) throws {
    let writable = read.sets.filter { $0.header.transaction != "TA1" }
    let groups = Dictionary(grouping: writable) { $0.header.transaction + $0.header.guide }
    for (_, sets) in groups {
      let bytes = try SampleRemittance.envelope.file(of: sets)
      let again = try X12TreeFile(bytes)
      #expect(again.sets.map(\.root) == sets.map(\.root), "\(name)")
    }
  }

  @Test(
    "Remittances of other payers balance where another program found that they do, and not elsewhere"
  )
  func balances() throws {
    let manifest = try Manifest.rows()
    var compared = 0
    for file in try SharedData.files(in: "835") {
      let name = "835/\(file.lastPathComponent)"
      guard let read = try? X12TreeFile(Array(try Data(contentsOf: file))) else { continue }
      var found = Balances()
      do {
        for set in read.sets { found.add(try X12Remittance(reading: set)) }
      } catch {
        print("\(name): \(error)")
        #expect(error.fault.position.segmentOrdinal > 0)
        continue
      }
      #expect(manifest[name]?["bal835"] == found.text, "\(name)")
      compared += 1
    }
    #expect(SharedData.x12 == nil || compared >= 9)
  }

  /// How many remittances, claims and lines balance, of how many.
  private struct Balances {
    private var remittances = (good: 0, all: 0)
    private var claims = (good: 0, all: 0)
    private var lines = (good: 0, all: 0)

    mutating func add(_ remittance: X12Remittance) {
      let violations = remittance.check()
      func count(_ code: X12RemittanceViolation.Code) -> Int {
        violations.count { $0.code == code }
      }
      remittances.all += 1
      remittances.good += count(.paymentOutOfBalance) == 0 ? 1 : 0
      claims.all += remittance.claims.count
      claims.good += remittance.claims.count - count(.claimOutOfBalance)
      let lineCount = remittance.claims.reduce(0) { $0 + $1.lines.count }
      lines.all += lineCount
      lines.good += lineCount - count(.lineOutOfBalance)
    }

    /// As the list of samples writes it.
    var text: String {
      "txn \(remittances.good)/\(remittances.all) clp \(claims.good)/\(claims.all) "
        + "svc \(lines.good)/\(lines.all)"
    }
  }
}
