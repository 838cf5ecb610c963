import Domain
import EDI
import Testing

/// Parsers of other people read what the payer sends.
@Suite("Files of ours in other people's parsers")
struct ForeignReaderTests {
  @Test("Two parsers read a hundred random remittances, and each balances for both to the cent")
  func remittances() async throws {
    guard let reader = try await ForeignReader.find() else { return }
    let seed = UInt64.random(in: 1..<1_000_000)
    print("seed \(seed)")
    var samples = RemittanceSamples(seed: seed)
    let remittances = (1...100).map { samples.remittance($0) }
    var files: [[UInt8]] = []
    for start in stride(from: 0, to: 100, by: 10) {
      files.append(
        try AnswerSamples.envelope.file(of: Array(remittances[start..<start + 10])))
    }
    let readings = try await reader.read(files)
    for (index, reading) in readings.enumerated() {
      let sent = remittances[index * 10..<index * 10 + 10].map(ForeignReading.Remittance.init)
      #expect(reading.isValid, "seed \(seed)")
      #expect(reading.errors == [], "seed \(seed)")
      #expect(reading.pyx12 == sent, "seed \(seed)")
      #expect(reading.tigershark == sent, "seed \(seed)")
    }
  }

  @Test("The guides of another parser admit our 999 and our 277CA")
  func answers() async throws {
    guard let reader = try await ForeignReader.find() else { return }
    let readings = try await reader.read([
      try AnswerSamples.envelope.file(of: [AnswerSamples.functional]),
      try AnswerSamples.envelope.file(of: [AnswerSamples.claims]),
    ])
    for reading in readings {
      #expect(reading.isValid)
      #expect(reading.errors == [])
      #expect(reading.segments > 15)
    }
  }

  @Test("The other parsers see a wrong code, a wrong count and a wrong cent")
  func wrongFiles() async throws {
    guard let reader = try await ForeignReader.find() else { return }
    var samples = RemittanceSamples(seed: 7)
    let remittance = samples.remittance(1)
    let right = String(
      decoding: try AnswerSamples.envelope.file(of: [remittance]), as: UTF8.self)
    let cent = right.replacing("CLP*ACCT1X0*1*", with: "CLP*ACCT1X0*1*1")
    let readings = try await reader.read(
      [
        right, right.replacing("CLP*ACCT1X0*1*", with: "CLP*ACCT1X0*Z*"),
        right.replacing("SE*", with: "SE*9"), cent,
      ].map { Array($0.utf8) })
    #expect(readings.map(\.isValid) == [true, false, false, true])
    #expect(readings[3].pyx12?.first?.violations == ["claim ACCT1X0"])
    #expect(readings[3].tigershark?.first?.violations == ["claim ACCT1X0"])
  }
}

extension ForeignReading.Remittance {
  /// What a reader should find in a remittance that we wrote.
  fileprivate init(_ remittance: X12Remittance) {
    paid = remittance.amount.cents
    claims = remittance.claims.map { claim in
      ForeignReading.Claim(
        number: claim.patientControlNumber, charge: claim.charge.cents, paid: claim.paid.cents,
        lines: claim.lines.count)
    }
    violations = []
  }
}
