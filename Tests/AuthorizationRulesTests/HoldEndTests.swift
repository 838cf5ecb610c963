import AuthorizationRules
import Domain
import Testing

@Suite("How a hold ends")
struct HoldEndTests {
  private static let held = [
    HeldLine(lineNumber: 1, units: Quantity(units: 2), isVisitHeld: false),
    HeldLine(lineNumber: 2, units: .zero, isVisitHeld: true),
  ]

  private func flaw(_ lines: Settlement.Line...) -> Settlement.Flaw? {
    Settlement(lines: lines).firstFlaw(held: Self.held)?.flaw
  }

  private func line(_ number: Int, _ thousandths: Int64, visit: Bool = false) -> Settlement.Line {
    Settlement.Line(
      lineNumber: number, taken: Quantity(thousandths: thousandths), isVisitTaken: visit)
  }

  @Test(
    "HOLD-2: between nothing and all that is held may be taken", arguments: [0, 1, 1_999, 2_000])
  func withinHeld(thousandths: Int64) {
    #expect(flaw(line(1, thousandths), line(2, 0, visit: true)) == nil)
  }

  @Test("HOLD-2: more than is held, or less than nothing, is not taken", arguments: [-1, 2_001])
  func beyondHeld(thousandths: Int64) {
    #expect(flaw(line(1, thousandths)) == .takenBeyondHeld)
  }

  @Test("HOLD-2: a line that holds nothing takes nothing")
  func nothingHeld() {
    #expect(flaw(line(3, 0)) == nil)
    #expect(flaw(line(3, 1)) == .takenBeyondHeld)
    #expect(flaw(line(2, 1)) == .takenBeyondHeld)
    #expect(flaw(line(1, 0, visit: true)) == .visitNotHeld)
    #expect(flaw(line(3, 0, visit: true)) == .visitNotHeld)
  }

  @Test("HOLD-2: a line is named once, and one that is not named takes nothing")
  func namedOnce() {
    #expect(flaw() == nil)
    #expect(flaw(line(1, 1), line(1, 1)) == .lineRepeated)
    #expect(
      Settlement(lines: [line(1, 1), line(1, 1)])
        .firstFlaw(held: Self.held)?.place == 1)
    #expect(!line(1, 0).isTaking && line(1, 1).isTaking && line(1, 0, visit: true).isTaking)
  }

  @Test("HOLD-2: what each line takes is found by its number")
  func takings() {
    let settlement = Settlement(lines: [line(1, 1_500)])
    #expect(settlement.taking(ofLine: 1).taken == Quantity(thousandths: 1_500))
    #expect(!settlement.taking(ofLine: 2).isTaking)
  }

  @Test("HOLD-2: an open hold is settled once")
  func settledOnce() {
    var state = HoldState.open
    #expect(state.settle() == .take)
    #expect(state == .settled)
    #expect(state.settle() == .refuseSettled)
    #expect(state.release() == .refuseSettled)
    #expect(state == .settled)
  }

  @Test("HOLD-3: a released hold gives everything back and cannot be settled")
  func released() {
    var state = HoldState.open
    #expect(state.release() == .giveBack)
    #expect(state.settle() == .refuseReleased)
    #expect(state.release() == .nothingHeld)
    #expect(state == .released)
  }

  @Test("HOLD-3: a release before its hold refuses the hold that comes late")
  func tombstone() {
    var state = HoldState.unknown
    #expect(state.release() == .leaveTombstone)
    #expect(state.hold() == .refuseReleased)
    #expect(state.settle() == .refuseReleased)
    #expect(state.release() == .nothingHeld)
    #expect(state == .tombstone)
  }

  @Test("HOLD-1: a hold is made once, and a settlement of none is refused")
  func madeOnce() {
    var state = HoldState.unknown
    #expect(state.settle() == .refuseUnknown)
    #expect(state.hold() == .reserve)
    #expect(state.hold() == .repeatAnswer)
    #expect(state == .open)
  }

  @Test("HOLD-4: nothing but a settlement or a release leaves the open state")
  func noTimer() {
    var state = HoldState.open
    for _ in 0..<100 { _ = state.hold() }
    #expect(state == .open)
  }

  @Test("HOLD-5: what a settled hold took is given back once")
  func returnedOnce() {
    var state = HoldState.settled
    #expect(state.giveBack() == .giveBack)
    #expect(state == .returned)
    #expect(state.giveBack() == .refuseReturned)
    #expect(state.settle() == .refuseSettled)
    #expect(state.release() == .refuseSettled)
    #expect(state.hold() == .repeatAnswer)
    #expect(state == .returned)
  }

  @Test("HOLD-5: nothing is given back of a hold that took nothing")
  func nothingToReturn() {
    let refused: [(HoldState, HoldState.OnReturn)] = [
      (.unknown, .refuseUnknown), (.open, .refuseOpen), (.released, .refuseReleased),
      (.tombstone, .refuseReleased),
    ]
    for (before, expected) in refused {
      var state = before
      #expect(state.giveBack() == expected)
      #expect(state == before)
    }
  }
}
