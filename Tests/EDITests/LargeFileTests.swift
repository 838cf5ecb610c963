import EDI
import Foundation
import SampleClaims
import Testing

@Suite("Files of any length")
struct LargeFileTests {
  /// A file that is made while it is read: the same sets under new control numbers.
  private struct RepeatedFile {
    let bodies: [[String]]
    let guide: String
    let functionalID: String
    let setsPerGroup: Int

    /// Gives the file piece by piece and counts what it gave.
    func stream(sets: Int, _ take: ([UInt8]) throws -> Void) throws -> Int {
      var bytes = 0
      func give(_ text: String) throws {
        let piece = Array(text.utf8)
        bytes += piece.count
        try take(piece)
      }
      try give(ClaimFile.header)
      var groups = 0
      for first in stride(from: 0, to: sets, by: setsPerGroup) {
        groups += 1
        let last = min(first + setsPerGroup, sets)
        try give("GS*\(functionalID)*CLINICS*EXAMPLEHMO*20260310*1200*\(groups)*X*\(guide)~")
        for number in first..<last { try give(set(number)) }
        try give("GE*\(last - first)*\(groups)~")
      }
      try give("IEA*\(groups)*000000042~")
      return bytes
    }

    private func set(_ number: Int) -> String {
      let body = bodies[number % bodies.count]
      let control = String(format: "%09d", number + 1)
      let transaction = functionalID == "HR" ? "276" : "837"
      return "ST*\(transaction)*\(control)*\(guide)~" + body.joined()
        + "SE*\(body.count + 2)*\(control)~"
    }
  }

  /// What a long file gave, and the most that was kept of it at any time.
  private struct Outcome: Equatable {
    var sets = 0
    var acceptedSets = 0
    var claims = 0
    var inquiries = 0
    var groups = 0
    var isWhole = false
    var bytesRetainedMax = 0
    var bufferBytesMax = 0
    var eventsPerChunkMax = 0

    mutating func take(_ event: X12FileEvent) {
      switch event {
      case .interchangeBegan, .groupBegan, .setBegan: break
      case .claim: claims += 1
      case .inquiry: inquiries += 1
      case .setEnded(let verdict):
        sets += 1
        if verdict.isAccepted { acceptedSets += 1 }
      case .groupEnded(let verdict): groups += verdict.isAccepted ? 1 : 0
      case .interchangeEnded(let verdict): isWhole = verdict.isAccepted
      }
    }
  }

  private static let chunkBytes = 65_536

  private func read(_ file: RepeatedFile, sets: Int) throws -> (outcome: Outcome, bytes: Int) {
    var reader = X12FileReader()
    var outcome = Outcome()
    var chunk: [UInt8] = []
    func pull() throws {
      var events = 0
      while let event = try reader.next() {
        outcome.take(event)
        events += 1
      }
      outcome.eventsPerChunkMax = max(outcome.eventsPerChunkMax, events)
      outcome.bytesRetainedMax = max(outcome.bytesRetainedMax, reader.bytesRetained)
      outcome.bufferBytesMax = max(outcome.bufferBytesMax, reader.bufferBytes)
    }
    let bytes = try file.stream(sets: sets) { piece in
      chunk += piece
      guard chunk.count >= LargeFileTests.chunkBytes else { return }
      reader.push(chunk)
      chunk.removeAll(keepingCapacity: true)
      try pull()
    }
    reader.push(chunk)
    reader.finish()
    try pull()
    return (outcome, bytes)
  }

  private func body(of text: String) -> [String] {
    let lines = text.split(separator: "\n").map(String.init)
    guard let first = lines.firstIndex(where: { $0.hasPrefix("ST*") }),
      let last = lines.firstIndex(where: { $0.hasPrefix("SE*") })
    else { return [] }
    return Array(lines[(first + 1)..<last])
  }

  @Test("Three hundred sets of each kind in groups of fifty are read one by one")
  func manySets() throws {
    let files = [
      RepeatedFile(
        bodies: [body(of: ClaimFile().text)], guide: "005010X222A1", functionalID: "HC",
        setsPerGroup: 50),
      RepeatedFile(
        bodies: [body(of: InstitutionalFile.text)], guide: "005010X223A2", functionalID: "HC",
        setsPerGroup: 50),
      RepeatedFile(
        bodies: [body(of: InquiryFile.text)], guide: "005010X212", functionalID: "HR",
        setsPerGroup: 50),
    ]
    let outcomes = try files.map { try read($0, sets: 300).outcome }
    #expect(outcomes.map(\.sets) == [300, 300, 300])
    #expect(outcomes.map(\.acceptedSets) == [300, 300, 300])
    #expect(outcomes.map(\.groups) == [6, 6, 6])
    #expect(outcomes.map(\.claims) == [600, 300, 0])
    #expect(outcomes.map(\.inquiries) == [0, 0, 900])
    #expect(outcomes.map(\.isWhole) == [true, true, true])
  }

  @Test("Fifty megabytes pass through with no more kept than a segment and a chunk")
  func fiftyMegabytes() throws {
    // Long notes, so that most of the time is not spent on what other tests look at.
    let note = "NTE*ADD*" + String(repeating: "LONG NOTE ", count: 6_000) + "~"
    let whole = body(of: ClaimFile().text).map { $0.hasPrefix("NTE*") ? note : $0 }
    let file = RepeatedFile(
      bodies: [whole], guide: "005010X222A1", functionalID: "HC", setsPerGroup: 20)
    let sets = 50_000_000 / file.bodies[0].joined().utf8.count + 1
    let (outcome, bytes) = try read(file, sets: sets)
    #expect(bytes > 50_000_000)
    #expect(outcome.sets == sets && outcome.acceptedSets == sets)
    #expect(outcome.claims == sets * 2)
    #expect(outcome.isWhole)
    #expect(outcome.bytesRetainedMax < X12SegmentReader.segmentBytesMax)
    #expect(outcome.bufferBytesMax <= 4 * LargeFileTests.chunkBytes)
    #expect(outcome.eventsPerChunkMax < 20)
  }

  @Test("Samples repeated in one file keep their counts")
  func samples() throws {
    var bodies: [[String]] = []
    for file in try SharedData.files(in: "837P") where file.path.contains("stupidedi") {
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      let reading = FileReading(text)
      guard reading.error == nil, text.contains("^*00501"), text.contains(":~") else { continue }
      bodies.append(body(of: text.replacing("~", with: "~\n")))
    }
    guard !bodies.isEmpty else { return }
    let file = RepeatedFile(
      bodies: bodies, guide: "005010X222A1", functionalID: "HC", setsPerGroup: 100)
    let outcome = try read(file, sets: bodies.count * 30).outcome
    #expect(outcome.sets == bodies.count * 30)
    #expect(outcome.claims % 30 == 0 && outcome.claims > 0)
    #expect(outcome.isWhole)
  }
}
