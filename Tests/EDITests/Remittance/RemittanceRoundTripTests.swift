import Domain
import EDI
import SampleClaims
import Testing

@Suite("Reading remittances that we wrote")
struct RemittanceRoundTripTests {
  @Test("Random remittances balance, are written, read again, and are the same")
  func random() throws {
    let seed = UInt64.random(in: 1..<1_000_000)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let remittance = SampleRemittance.random(&random)
      guard remittance.amount >= .zero else { continue }
      #expect(remittance.check() == [], "seed \(seed)")
      let bytes = try SampleRemittance.envelope.file(of: [remittance])
      #expect(try SampleRemittance.envelope.file(of: [remittance]) == bytes, "seed \(seed)")
      let set = try #require(try X12TreeFile(bytes).sets.first)
      #expect(set.verdict.faults == [], "seed \(seed)")
      #expect(try X12Remittance(reading: set) == remittance, "seed \(seed)")
    }
  }

  @Test("One cent more or less in any amount of any random remittance is found")
  func mutations() throws {
    let seed = UInt64.random(in: 1..<1_000_000)
    print("seed \(seed)")
    var random = SeededRandom(seed: seed)
    var count = 0
    for _ in 0..<60 {
      let remittance = SampleRemittance.random(&random)
      guard remittance.amount >= .zero else { continue }
      for (name, mutant) in remittance.withOneCentWrong {
        #expect(!mutant.check().isEmpty, "\(name), seed \(seed)")
        count += 1
      }
    }
    #expect(count > 1_000, "seed \(seed)")
  }

  @Test("An amount that cannot be read refuses a remittance with its place")
  func unreadable() throws {
    let bytes = try SampleRemittance.envelope.file(of: [SampleRemittance.visit])
    let text = String(decoding: bytes, as: UTF8.self)
      .replacing("SVC*HC:99213*150*", with: "SVC*HC:99213*15O*")
    let set = try #require(try X12TreeFile(Array(text.utf8)).sets.first)
    do {
      _ = try X12Remittance(reading: set)
      Issue.record("it was read")
    } catch {
      #expect(error.fault.code == .amountInvalid)
      #expect(error.fault.position.segmentOrdinalInSet == 16)
      #expect(error.fault.position.element == 2)
    }
  }
}

extension X12Remittance {
  /// This remittance with one cent too much or too little, once for each amount that counts.
  fileprivate var withOneCentWrong: [(String, X12Remittance)] {
    [Money(cents: 1), Money(cents: -1)].flatMap { cent in
      var all: [(String, X12Remittance)] = []
      all.append(changed("BPR02") { $0.amount += cent })
      for index in providerAdjustments.indices {
        all.append(changed("PLB") { $0.providerAdjustments[index].amount += cent })
      }
      for index in claims.indices {
        all += changes(ofClaim: index, by: cent)
      }
      return all
    }
  }

  private func changes(ofClaim index: Int, by cent: Money) -> [(String, X12Remittance)] {
    var all = [
      changed("CLP03") { $0.groups[0].claims[index].charge += cent },
      changed("CLP04") { $0.groups[0].claims[index].paid += cent },
    ]
    for (line, value) in claims[index].lines.enumerated() {
      all.append(changed("SVC02") { $0.groups[0].claims[index].lines[line].charge += cent })
      all.append(changed("SVC03") { $0.groups[0].claims[index].lines[line].paid += cent })
      all.append(
        changed("AMT*B6") {
          let allowed = $0.groups[0].claims[index].lines[line].allowed ?? .zero
          $0.groups[0].claims[index].lines[line].allowed = allowed + cent
        })
      for number in value.adjustments.indices {
        all.append(
          changed("CAS") {
            $0.groups[0].claims[index].lines[line].adjustments[number].amount += cent
          })
      }
    }
    return all
  }

  private func changed(
    _ name: String, _ change: (inout X12Remittance) -> Void
  ) -> (String, X12Remittance) {
    var copy = self
    change(&copy)
    return (name, copy)
  }
}
