import ClaimRules
import Testing

@Suite("The saga of a void")
struct VoidSagaTests {
  @Test("A claim that took units gives them back after its decision is reversed")
  func withUnits() {
    var saga = VoidSaga(areUnitsTaken: true)
    #expect(saga.onStart() == .reverse)
    #expect(saga.onReversed() == .returnUnits)
    #expect(saga.onReturned() == .record)
    #expect(saga.onRecorded() == .finish)
    #expect(saga.state == .voided)
  }

  @Test("A claim that took none is recorded at once")
  func withoutUnits() {
    var saga = VoidSaga(areUnitsTaken: false)
    #expect(saga.onReversed() == .record)
    #expect(saga.onRecorded() == .finish)
  }

  @Test("An input that does not fit is reported and changes nothing")
  func outOfOrder() {
    var saga = VoidSaga(areUnitsTaken: true)
    #expect(saga.onReturned() == .report && saga.onRecorded() == .report)
    #expect(saga.state == .reversing)
    _ = saga.onReversed()
    #expect(saga.onReversed() == .report && saga.onRecorded() == .report)
    #expect(saga.onStart() == .report)
    #expect(saga.state == .returning)
    _ = saga.onReturned()
    _ = saga.onRecorded()
    #expect(saga.onReversed() == .report && saga.onReturned() == .report)
    #expect(saga.state == .voided)
  }
}
