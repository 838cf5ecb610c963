import Domain
import EDI
import Foundation
import Messages
import SampleClaims
import Testing

@testable import Gateway

@Suite("A file of claims is taken set by set", .timeLimit(.minutes(3)))
struct FileIntakeTests {
  private let fixture: ClaimStoreFixture
  private let process: GatewayProcess

  init() throws {
    fixture = try ClaimStoreFixture()
    process = GatewayProcess(fixture, FakeServices())
  }

  private func envelope(control: Int = 1, perSet: Int = 100) -> SampleEnvelope {
    SampleEnvelope(
      sender: "CLINIC", receiver: "HMO", payerName: "HMO", payerID: "HMO",
      interchangeControlNumber: control, day: Sample.today, claimsPerSetMax: perSet)
  }

  private func claims(_ count: Int, seed: UInt64 = 1) -> [SampleClaim] {
    Array(SampleWorld(seed: seed, claims: count, mix: .load).claims.prefix(count))
  }

  /// Sends a file in parts and gives what became of it.
  private func send(
    _ text: String, partBytes: Int = 997
  ) async throws -> (events: [FileIntake.Event], summary: ClaimV1.FileSummary) {
    var file = FileIntake(intake: process.intake, submitter: Sample.submitter)
    var events: [FileIntake.Event] = []
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: partBytes) {
      guard !file.isBroken else { break }
      events += try await file.read(Array(bytes[start..<min(bytes.count, start + partBytes)]))
    }
    if !file.isBroken { events += try await file.finish() }
    return (events, file.summary)
  }

  private func stored(_ events: [FileIntake.Event]) -> [FileIntake.Stored] {
    events.compactMap { if case .stored(let stored) = $0 { stored } else { nil } }
  }

  private func refusals(_ events: [FileIntake.Event]) -> [ClaimV1.FileRefusal] {
    events.compactMap { if case .refused(let refusal) = $0 { refusal } else { nil } }
  }

  private func faults(_ events: [FileIntake.Event]) -> [ClaimV1.FileFault] {
    events.compactMap { if case .fault(let fault) = $0 { fault } else { nil } }
  }

  @Test("Every claim of whole sets is stored in the order of the file")
  func wholeFile() async throws {
    let text = ClaimFileWriter.text(of: claims(250), in: envelope(perSet: 200))
    let (events, summary) = try await send(text)
    #expect(summary.accepted == 250 && summary.refused == 0 && summary.sets == 2)
    #expect(summary.isComplete)
    #expect(stored(events).map(\.number.value) == Array(1...250))
    #expect(stored(events).map(\.key.ordinal) == Array(1...200) + Array(1...50))
    #expect(process.claims.count == 250)
  }

  @Test("The size of the parts makes no difference", arguments: [1, 7, 100_000])
  func partSizes(bytes: Int) async throws {
    let text = ClaimFileWriter.text(of: claims(3), in: envelope())
    let (events, summary) = try await send(text, partBytes: bytes)
    #expect(stored(events).count == 3 && summary.isComplete)
  }

  @Test("The same file sent again stores nothing new")
  func sameFileAgain() async throws {
    let text = ClaimFileWriter.text(of: claims(150), in: envelope())
    let first = try await send(text)
    let again = try await send(text)
    #expect(again.summary.accepted == 0 && again.summary.repeatedClaims == 150)
    #expect(stored(again.events).map(\.number) == stored(first.events).map(\.number))
    #expect(stored(again.events).allSatisfy { $0.isRepeated })
    #expect(try await fixture.claims.counts().accepted == 150)
  }

  @Test("Another claim under control numbers that were used is refused, the same one is not")
  func controlNumbersReused() async throws {
    var world = claims(3)
    _ = try await send(ClaimFileWriter.text(of: world, in: envelope()))
    world[1].placeOfService = "22"
    let (events, summary) = try await send(ClaimFileWriter.text(of: world, in: envelope()))
    #expect(summary.repeatedClaims == 2 && summary.refused == 1 && summary.accepted == 0)
    let refusal = try #require(refusals(events).first)
    #expect(refusal.ordinal == 2)
    #expect(refusal.faults.map(\.rule) == ["INTAKE-KEY"])
    #expect(refusal.patientControlNumber == world[1].id)
  }

  @Test("Of a set that is cut nothing is stored; the sets before it stand")
  func cutSet() async throws {
    let text = ClaimFileWriter.text(of: claims(6), in: envelope(perSet: 3))
    let secondTrailer = try #require(text.ranges(of: "\nSE*").last).lowerBound
    let (events, summary) = try await send(String(text[..<secondTrailer]))
    #expect(summary.accepted == 3 && !summary.isComplete)
    #expect(summary.refused == 2, "the last claim was not read to its end")
    #expect(refusals(events).flatMap(\.faults).allSatisfy { $0.rule == "INTAKE-SET" })
    #expect(!faults(events).isEmpty)
    #expect(try await fixture.claims.counts().accepted == 3)
  }

  @Test("A set whose count is wrong stores nothing, and the file goes on")
  func miscountedSet() async throws {
    let text = ClaimFileWriter.text(of: claims(4), in: envelope(perSet: 2))
    let trailer = try #require(text.ranges(of: "\nSE*").first)
    let end = try #require(text[trailer.upperBound...].firstIndex(of: "*"))
    let wrong = text.replacingCharacters(in: trailer.upperBound..<end, with: "9")
    let (events, summary) = try await send(wrong)
    #expect(summary.accepted == 2 && summary.refused == 2 && summary.isComplete)
    #expect(refusals(events).map(\.ordinal) == [1, 2])
    #expect(!faults(events).isEmpty)
  }

  @Test("A set that another follows without a trailer stores nothing")
  func setWithoutTrailer() async throws {
    let text = ClaimFileWriter.text(of: claims(4), in: envelope(perSet: 2))
    let trailer = try #require(text.ranges(of: "\nSE*").first).lowerBound
    let next = try #require(text[text.index(after: trailer)...].firstIndex(of: "\n"))
    let (events, summary) = try await send(text.replacingCharacters(in: trailer..<next, with: ""))
    #expect(summary.accepted == 2)
    #expect(summary.refused == 2)
    #expect(refusals(events).flatMap(\.faults).allSatisfy { $0.rule == "INTAKE-SET" })
  }

  @Test("A faulty claim is refused with the place of each fault, and the others are stored")
  func faultyClaim() async throws {
    var world = claims(3)
    world[1].lines[0] = SampleLine(
      code: "T1015", charge: Money(cents: 5_000), units: Quantity(units: 0),
      day: Sample.today.adding(days: 3))
    let text = ClaimFileWriter.text(of: world, in: envelope())
    let (events, summary) = try await send(text)
    #expect(summary.accepted == 2 && summary.refused == 1)
    let refusal = try #require(refusals(events).first)
    #expect(refusal.patientControlNumber == world[1].id)
    #expect(refusal.ordinal == 2)
    #expect(!refusal.faults.isEmpty)
    let segments = text.split(separator: "\n")
    for fault in refusal.faults {
      #expect(!fault.rule.isEmpty && fault.message.hasSuffix("."))
      let segment = segments[Int(fault.segment) - 1]
      #expect(segment.hasPrefix(fault.segmentID + "*"), "\(fault.rule) names another segment")
    }
    #expect(Set(refusal.faults.map(\.segmentID)).isSuperset(of: ["SV1", "DTP"]))
  }

  @Test("A set with 5,001 claims is refused whole; with 5,000 it is stored")
  func largestSet() async throws {
    let world = claims(FileIntake.claimsPerSetMax + 1)
    let large = ClaimFileWriter.text(of: world, in: envelope(perSet: world.count))
    let refused = try await send(large, partBytes: 1 << 20)
    #expect(refused.summary.accepted == 0)
    #expect(refused.summary.refused == Int32(world.count))
    #expect(faults(refused.events).contains { $0.rule == "INTAKE-SET" })
    #expect(try await fixture.claims.counts().accepted == 0)
    let whole = ClaimFileWriter.text(
      of: Array(world.dropLast()), in: envelope(control: 2, perSet: world.count))
    let accepted = try await send(whole, partBytes: 1 << 20)
    #expect(accepted.summary.accepted == Int32(FileIntake.claimsPerSetMax))
  }

  @Test(
    "What is no X12 file stores nothing and says so",
    arguments: ["", "hello", "ISA*00", String(repeating: "A", count: 5_000), "\u{0}\u{0}"])
  func noFile(text: String) async throws {
    let (events, summary) = try await send(text)
    #expect(stored(events).isEmpty)
    #expect(summary.accepted == 0)
    #expect(!summary.isComplete || text.isEmpty)
  }

  @Test("Two places of envelopes never have the same key")
  func keys() throws {
    var keys: Set<String> = []
    let world = claims(11)
    for sender in ["A", "A1", "1A"] {
      for (interchange, group, set) in [(1, 1, 1), (11, 1, 1), (1, 11, 1), (1, 1, 111)] {
        var envelope = envelope(control: interchange)
        envelope.sender = sender
        envelope.groupControlNumber = group
        envelope.firstSetControlNumber = set
        var reader = X12FileReader()
        reader.push(ClaimFileWriter.text(of: world, in: envelope).utf8)
        reader.finish()
        while let event = try reader.next() {
          if case .claim(let claim) = event { keys.insert(FileIntake.key(of: claim.key, "S")) }
        }
      }
    }
    #expect(keys.count == 3 * 4 * world.count)
  }
}
