import Domain
import Testing

@testable import ServiceProcess

@Suite("Calls are gathered for the audit trail")
struct AuditGatheringTests {
  private func call(_ path: String, identity: String = "a", status: Int32 = 7) -> AuditedCall {
    AuditedCall(
      identity: identity, serialNumber: "1", path: path, status: status, reason: "NOT_ALLOWED")
  }

  private func instant(_ microseconds: Int64) -> Instant {
    Instant(microseconds: 1_700_000_000_000_000 + microseconds)
  }

  @Test("Equal calls within a second are one entry with their count and first time")
  func joins() {
    var gathering = AuditGathering()
    for time in [0, 1, 999_999] as [Int64] {
      gathering.note(call("/a/B"), .refusal, at: instant(time))
    }
    gathering.note(call("/a/B", status: 16), .refusal, at: instant(5))
    gathering.note(call("/a/B", identity: "b"), .refusal, at: instant(5))
    gathering.note(call("/a/B"), .refusal, at: instant(1_000_000))
    let entries = gathering.take()
    #expect(entries.map(\.calls) == [3, 1, 1, 1])
    #expect(entries.first?.at == instant(0))
    #expect(entries.last?.at == instant(1_000_000))
    #expect(gathering.take() == [])
  }

  @Test("A clock that was set back begins a new entry, not one from the future")
  func clockSetBack() {
    var gathering = AuditGathering()
    for time in [0, -999_999, -1_000_000, -1_000_001] as [Int64] {
      gathering.note(call("/a/B"), .refusal, at: instant(time))
    }
    let entries = gathering.take()
    #expect(entries.map(\.calls) == [2, 2])
    #expect(entries.map(\.at) == [instant(0), instant(-1_000_000)])
  }

  @Test("A flood that differs in everything makes a bounded number of entries, and all are counted")
  func flood() {
    var gathering = AuditGathering()
    for number in 0..<100_000 {
      gathering.note(call("/a/\(number)"), .refusal, at: instant(Int64(number) * 10))
    }
    let entries = gathering.take()
    #expect(entries.count <= 2 * (64 + 1))
    #expect(entries.reduce(0) { $0 + $1.calls } == 100_000)
    #expect(entries.contains { $0.call == .others && $0.calls > 90_000 })
  }

  @Test("Refusals crowd out no changes")
  func kinds() {
    var gathering = AuditGathering()
    for number in 0..<1_000 {
      gathering.note(call("/r/\(number)"), .refusal, at: instant(0))
      gathering.note(call("/c/\(number)"), .change, at: instant(0))
    }
    let paths = gathering.take().map(\.call.path)
    #expect(paths.count { $0.hasPrefix("/c/") } == 1_000)
    #expect(paths.count { $0.hasPrefix("/r/") } == 64)
  }

  @Test(
    "What could not be written waits again in its order, within a bound, and nothing is uncounted")
  func givenBack() {
    var gathering = AuditGathering()
    gathering.note(call("/a/1"), .change, at: instant(0))
    let taken = gathering.take()
    gathering.note(call("/a/2"), .change, at: instant(10))
    gathering.giveBack(taken)
    gathering.note(call("/a/2"), .change, at: instant(20))
    #expect(gathering.take().map(\.call.path) == ["/a/1", "/a/2", "/a/2"])

    for second in 0..<20 {
      for number in 0..<1_000 {
        gathering.note(
          call("/\(second)/\(number)"), .change, at: instant(Int64(second) * 1_000_000))
      }
      gathering.giveBack(gathering.take())
    }
    #expect(gathering.count <= AuditGathering.entriesMax + 20)
    #expect(gathering.take().reduce(0) { $0 + $1.calls } == 20_000)
  }
}
