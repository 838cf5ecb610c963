import Domain
import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

/// What five running processes send, read by parsers of other people.
@Suite("The suite's own files in other people's parsers", .timeLimit(.minutes(5)))
struct SuiteFilesTests {
  @Test("Acknowledgements and remittances of a file of claims are read, and the money is all there")
  func fromClaimsToMoney() async throws {
    guard let reader = try await ForeignReader.find() else { return }
    try await TestSuite.run { suite in
      let world = SampleWorld(seed: 11, claims: 40)
      try await suite.load(world)
      let day = try #require(Day(year: 2026, month: 9, day: 1))
      let file = world.file(interchangeControlNumber: 1, day: day)
      let outcome = try await suite.submit(file: Array(file.utf8))
      #expect(outcome.documents.map(\.type) == [.documentType277ca, .documentType999])
      let remittances = try await Self.closeRun(in: suite)
      let readings = try await reader.read(
        outcome.documents.map(\.bytes) + remittances.map(\.bytes))
      for reading in readings {
        #expect(reading.isValid)
        #expect(reading.errors == [])
      }
      let decided = try await suite.allClaims().filter { $0.paid != nil }
      #expect(!decided.isEmpty)
      let read = readings.compactMap(\.pyx12).flatMap { $0 }
      #expect(read == readings.compactMap(\.tigershark).flatMap { $0 })
      #expect(read.flatMap(\.violations) == [])
      #expect(
        read.flatMap(\.claims).map(\.number).sorted()
          == decided.map(\.patientControlNumber).sorted())
      #expect(
        read.reduce(0) { $0 + $1.paid } == decided.reduce(0) { $0 + ($1.paid?.cents ?? 0) })
      #expect(read.map(\.paid).sorted() == remittances.map(\.payment).sorted())
    }
  }

  private struct Sent {
    let payment: Int64
    let bytes: [UInt8]
  }

  /// Closes a run and gives the 835 of each remittance.
  private static func closeRun(in suite: TestSuite) async throws -> [Sent] {
    let service = ClaimV1.RemittanceServiceClient(
      client: try suite.client(.gateway, as: .hmo))
    let closed = try await service.closeRun(.with { $0.requestID = "RUN1" }, options: .patient)
    let run = try #require(closed.run)
    let list = try await service.listRemittances(
      .with { $0.runID = run.runID }, options: .patient)
    var sent: [Sent] = []
    for remittance in list.remittances {
      var bytes: [UInt8] = []
      let parts = try await service.exportRemittance(
        .with { $0.remittanceID = remittance.remittanceID }, options: .patient)
      for try await part in parts { bytes += part.document?.bytes ?? [] }
      sent.append(Sent(payment: remittance.payment?.cents ?? -1, bytes: bytes))
    }
    return sent
  }
}
