/// A level of the hierarchy that grows by segments.
protocol X12LevelValue: Hashable, Sendable {
  /// Takes a segment of one of the level's loops.
  mutating func read(_ segment: X12Segment, in loop: X12Loop, _ log: inout X12FaultLog)
}

extension X12ClaimSetHeader: X12LevelValue {}
extension X12BillingLevel: X12LevelValue {}
extension X12SubscriberLevel: X12LevelValue {}
extension X12PatientLevel: X12LevelValue {}

/// A level that is open, or not; with its faults, and in shared form once a claim asked for it.
struct X12OpenLevel<Value: X12LevelValue>: Sendable {
  private(set) var value: Value?
  private(set) var log = X12FaultLog()
  private var shared: X12Shared<Value>?
  private var hasClaims = false

  /// Makes a level that is open with a value, or closed.
  init(_ value: Value? = nil) {
    self.value = value
  }

  /// Takes a segment, when the level is open.
  mutating func read(_ segment: X12Segment, in loop: X12Loop) {
    shared = nil
    value?.read(segment, in: loop, &log)
  }

  /// Notes a fault of the level, open or not.
  mutating func note(_ code: X12FaultCode, at position: X12Position) {
    log.note(code, at: position)
  }

  /// The faults that no claim has taken with it, because the level had none.
  var unclaimedFaults: [X12Fault] { hasClaims ? [] : log.faults }

  /// The level as all claims under it share it.
  mutating func share() -> X12Shared<Value>? {
    hasClaims = true
    if shared == nil { shared = value.map(X12Shared.init) }
    return shared
  }
}
