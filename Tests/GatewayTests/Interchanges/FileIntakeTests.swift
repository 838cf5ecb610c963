import Domain
import EDI
import Foundation
import Messages
import SampleClaims
import Storage
import Testing

@testable import Gateway

@Suite("A file of claims is taken set by set", .timeLimit(.minutes(3)))
struct FileIntakeTests {
  private let sender: FileSender

  init() throws {
    sender = try FileSender()
  }

  private var fixture: ClaimStoreFixture { sender.fixture }
  private var process: GatewayProcess { sender.process }

  private func envelope(control: Int = 1, perSet: Int = 100) -> SampleEnvelope {
    sender.envelope(control: control, perSet: perSet)
  }

  private func claims(_ count: Int) -> [SampleClaim] { sender.claims(count) }

  private func send(_ text: String, partBytes: Int = 997) async throws -> SentFile {
    try await sender.send(text, partBytes: partBytes)
  }

  /// Stores hold these keys: a file sent again after a new version of the program must find them.
  @Test("The key of a claim is its sender and its place in the envelope, each part with its length")
  func key() async throws {
    let sent = try await send(ClaimFileWriter.text(of: claims(12), in: envelope(control: 7)))
    let keys = try await fixture.claims.store.read { reader in
      try reader.rows(
        "SELECT submission_key FROM claim_accepted ORDER BY claim_number",
        read: { row in try row.value(0, as: String.self) })
    }
    #expect(sent.stored.count == 12)
    let expected = sent.stored.map { stored in
      let parts = [
        Sample.submitter, stored.key.sender, stored.key.interchangeControlNumber,
        stored.key.groupControlNumber, stored.key.setControlNumber, "\(stored.key.ordinal)",
      ]
      return "edi:" + parts.map { "\($0.utf8.count):\($0)" }.joined()
    }
    #expect(keys == expected)
    #expect(keys.last?.hasSuffix("2:12") == true)
  }

  @Test("Every claim of whole sets is stored in the order of the file")
  func wholeFile() async throws {
    let text = ClaimFileWriter.text(of: claims(250), in: envelope(perSet: 200))
    let sent = try await send(text)
    #expect(sent.summary.accepted == 250 && sent.summary.refused == 0 && sent.summary.sets == 2)
    #expect(sent.summary.isComplete)
    #expect(sent.stored.map(\.number.value) == Array(1...250))
    #expect(sent.stored.map(\.key.ordinal) == Array(1...200) + Array(1...50))
    #expect(process.claims.count == 250)
  }

  @Test("The size of the parts makes no difference", arguments: [1, 7, 100_000])
  func partSizes(bytes: Int) async throws {
    let text = ClaimFileWriter.text(of: claims(3), in: envelope())
    let sent = try await send(text, partBytes: bytes)
    #expect(sent.stored.count == 3 && sent.summary.isComplete)
  }

  @Test("A file that broke off stores what is missing when it is sent again, and nothing twice")
  func fileAgain() async throws {
    let text = ClaimFileWriter.text(of: claims(150), in: envelope(perSet: 100))
    let trailer = try #require(text.ranges(of: "\nSE*").last).lowerBound
    let first = try await send(String(text[..<trailer]))
    #expect(first.summary.accepted == 100 && !first.summary.isComplete)
    let again = try await send(text)
    #expect(again.summary.accepted == 50 && again.summary.repeatedClaims == 100)
    #expect(again.stored.prefix(100).map(\.number) == first.stored.map(\.number))
    #expect(again.stored.prefix(100).allSatisfy { $0.isRepeated })
    #expect(try await fixture.claims.counts().accepted == 150)
  }

  @Test("Another claim under the numbers of a file that broke off is refused, the same one is not")
  func controlNumbersReused() async throws {
    var world = claims(3)
    let text = ClaimFileWriter.text(of: world, in: envelope())
    let end = try #require(text.range(of: "\nIEA*")).lowerBound
    _ = try await send(String(text[..<end]))
    world[1].placeOfService = "22"
    let sent = try await send(ClaimFileWriter.text(of: world, in: envelope()))
    #expect(sent.summary.repeatedClaims == 2 && sent.summary.refused == 1)
    #expect(sent.summary.accepted == 0)
    let refusal = try #require(sent.refusals.first)
    #expect(refusal.ordinal == 2)
    #expect(refusal.faults.map(\.rule) == ["INTAKE-KEY"])
    #expect(refusal.patientControlNumber == world[1].id)
  }

  @Test("Of a set that is cut nothing is stored; the sets before it stand")
  func cutSet() async throws {
    let text = ClaimFileWriter.text(of: claims(6), in: envelope(perSet: 3))
    let secondTrailer = try #require(text.ranges(of: "\nSE*").last).lowerBound
    let sent = try await send(String(text[..<secondTrailer]))
    #expect(sent.summary.accepted == 3 && !sent.summary.isComplete)
    #expect(sent.summary.refused == 2, "the last claim was not read to its end")
    #expect(sent.refusals.flatMap(\.faults).allSatisfy { $0.rule == "INTAKE-SET" })
    #expect(!sent.faults.isEmpty)
    #expect(try await fixture.claims.counts().accepted == 3)
  }

  @Test("A set whose count is wrong stores nothing, and the file goes on")
  func miscountedSet() async throws {
    let text = ClaimFileWriter.text(of: claims(4), in: envelope(perSet: 2))
    let trailer = try #require(text.ranges(of: "\nSE*").first)
    let end = try #require(text[trailer.upperBound...].firstIndex(of: "*"))
    let wrong = text.replacingCharacters(in: trailer.upperBound..<end, with: "9")
    let sent = try await send(wrong)
    #expect(sent.summary.accepted == 2 && sent.summary.refused == 2 && sent.summary.isComplete)
    #expect(sent.refusals.map(\.ordinal) == [1, 2])
    #expect(!sent.faults.isEmpty)
  }

  @Test("A set that another follows without a trailer stores nothing")
  func setWithoutTrailer() async throws {
    let text = ClaimFileWriter.text(of: claims(4), in: envelope(perSet: 2))
    let trailer = try #require(text.ranges(of: "\nSE*").first).lowerBound
    let next = try #require(text[text.index(after: trailer)...].firstIndex(of: "\n"))
    let sent = try await send(text.replacingCharacters(in: trailer..<next, with: ""))
    #expect(sent.summary.accepted == 2)
    #expect(sent.summary.refused == 2)
    #expect(sent.refusals.flatMap(\.faults).allSatisfy { $0.rule == "INTAKE-SET" })
  }

  @Test("A faulty claim is refused with the place of each fault, and the others are stored")
  func faultyClaim() async throws {
    var world = claims(3)
    world[1].lines[0] = SampleLine(
      code: "T1015", charge: Money(cents: 5_000), units: Quantity(units: 0),
      day: Sample.today.adding(days: 3))
    let text = ClaimFileWriter.text(of: world, in: envelope())
    let sent = try await send(text)
    #expect(sent.summary.accepted == 2 && sent.summary.refused == 1)
    let refusal = try #require(sent.refusals.first)
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
    let world = claims(ClaimSet.itemsMax + 1)
    let large = ClaimFileWriter.text(of: world, in: envelope(perSet: world.count))
    let refused = try await send(large, partBytes: 1 << 20)
    #expect(refused.summary.accepted == 0)
    #expect(refused.summary.refused == Int32(world.count))
    #expect(refused.faults.contains { $0.rule == "INTAKE-SET" })
    #expect(try await fixture.claims.counts().accepted == 0)
    let whole = ClaimFileWriter.text(
      of: Array(world.dropLast()), in: envelope(control: 2, perSet: world.count))
    let accepted = try await send(whole, partBytes: 1 << 20)
    #expect(accepted.summary.accepted == Int32(ClaimSet.itemsMax))
  }

  @Test(
    "What is no X12 file stores nothing and says so",
    arguments: ["", "hello", "ISA*00", String(repeating: "A", count: 5_000), "\u{0}\u{0}"])
  func noFile(text: String) async throws {
    let sent = try await send(text)
    #expect(sent.stored.isEmpty)
    #expect(sent.summary.accepted == 0)
    #expect(!sent.summary.isComplete || text.isEmpty)
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
