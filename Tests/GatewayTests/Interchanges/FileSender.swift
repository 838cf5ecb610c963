import Domain
import EDI
import Foundation
import Logging
import Messages
import SampleClaims

@testable import Gateway

/// Sends files to a gateway in memory and keeps what became of them.
struct FileSender: Sendable {
  let fixture: ClaimStoreFixture
  let process: GatewayProcess

  init() throws {
    fixture = try ClaimStoreFixture()
    process = GatewayProcess(fixture, FakeServices())
  }

  func envelope(control: Int = 1, perSet: Int = 100) -> SampleEnvelope {
    SampleEnvelope(
      sender: "CLINIC", receiver: "HMO", payerName: "HMO", payerID: "HMO",
      interchangeControlNumber: control, day: Sample.today, claimsPerSetMax: perSet)
  }

  func claims(_ count: Int, seed: UInt64 = 1) -> [SampleClaim] {
    Array(SampleWorld(seed: seed, claims: count, mix: .load).claims.prefix(count))
  }

  /// Sends a file in parts and gives what became of it.
  func send(
    _ text: String, partBytes: Int = 997, from submitter: String = Sample.submitter,
    taking usage: AcceptedUsage = .any
  ) async throws -> SentFile {
    let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    var file = FileIntake(
      intake: process.intake, inquiries: InquiryAnswers(store: fixture.claims),
      submitter: submitter, usage: usage, log: log)
    var events: [FileIntake.Event] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: partBytes) {
      guard !file.isBroken else { break }
      events += try await file.read(Array(bytes[start..<min(bytes.count, start + partBytes)]))
    }
    if !file.isBroken { events += try await file.finish() }
    return SentFile(events: events, summary: file.summary)
  }
}

/// What became of a file.
struct SentFile: Sendable {
  let events: [FileIntake.Event]
  let summary: ClaimV1.FileSummary

  var stored: [FileIntake.Stored] {
    events.compactMap { if case .stored(let stored) = $0 { stored } else { nil } }
  }

  var refusals: [ClaimV1.FileRefusal] {
    events.compactMap { if case .refused(let refusal) = $0 { refusal } else { nil } }
  }

  var faults: [ClaimV1.FileFault] {
    events.compactMap { if case .fault(let fault) = $0 { fault } else { nil } }
  }

  var documents: [OutgoingDocument] {
    events.compactMap { if case .document(let document) = $0 { document } else { nil } }
  }

  /// The segments of the answers of a type, each as its text.
  func segments(_ type: ClaimV1.DocumentType) -> [String] {
    documents.filter { $0.type == type }.flatMap { document in
      String(decoding: document.bytes, as: UTF8.self).split(separator: "~").map {
        $0.trimmingCharacters(in: .newlines)
      }
    }
  }

  /// The segments with an identifier of the answers of a type.
  func segments(_ type: ClaimV1.DocumentType, _ id: String) -> [String] {
    segments(type).filter { $0.hasPrefix(id + "*") }
  }
}
