import Domain
import RPC
import Testing

@testable import Gateway

@Suite("The steps of a claim since its last record")
struct StepNotesTests {
  private func call(_ at: Int64, calls: Int = 1) -> CallNote {
    let trace = RPCTraceSource().begin()
    return CallNote(
      sentAt: Instant(microseconds: at), microseconds: 1, calls: calls, trace: trace.id,
      spanID: trace.spanID)
  }

  @Test("A step that is asked again at once is one step with more calls")
  func repeated() {
    var notes = StepNotes()
    notes.add("coverage", call(1))
    notes.add("settle", call(2, calls: 2))
    notes.add("settle", call(3, calls: 3))
    notes.add("coverage", call(4))
    #expect(notes.all.map(\.step) == ["coverage", "settle", "coverage"])
    #expect(notes.all.map(\.call.calls) == [1, 5, 1])
    #expect(notes.all[1].call.sentAt == Instant(microseconds: 3))
  }

  @Test("The oldest are forgotten beyond the limit, and those that are recorded")
  func bounded() {
    var notes = StepNotes()
    for index in 0..<200 { notes.add(index % 2 == 0 ? "coverage" : "contract", call(Int64(index))) }
    #expect(notes.all.count == StepNotes.stepsMax)
    #expect(notes.all.last?.call.sentAt == Instant(microseconds: 199))
    notes.removeFirst(60)
    #expect(notes.all.map(\.call.sentAt.microseconds) == [196, 197, 198, 199])
    notes.removeFirst(60)
    #expect(notes.all.isEmpty)
  }
}
