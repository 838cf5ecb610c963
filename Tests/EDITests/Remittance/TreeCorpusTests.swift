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

  @Test("Remittances of other payers become values, or are refused with a place")
  func values() throws {
    var balanced = 0
    for file in try SharedData.files(in: "835") {
      guard let read = try? X12TreeFile(Array(try Data(contentsOf: file))) else { continue }
      for set in read.sets {
        do {
          let remittance = try X12Remittance(reading: set)
          let balances = remittance.check().filter { $0.code.rawValue.hasSuffix("OF_BALANCE") }
          print("\(file.lastPathComponent): \(remittance.claims.count) claims, \(balances)")
          if balances.isEmpty { balanced += 1 }
        } catch {
          print("\(file.lastPathComponent): \(error)")
          #expect(error.fault.position.segmentOrdinal > 0)
        }
      }
    }
    #expect(SharedData.x12 == nil || balanced >= 5)
  }
}
