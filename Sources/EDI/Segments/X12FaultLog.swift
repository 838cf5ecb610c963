/// Faults in the order found, up to a limit, so that a bad file cannot fill the memory.
struct X12FaultLog: Hashable, Sendable {
  /// The most faults kept of one claim, loop or set.
  static let faultsMax = 100

  private(set) var faults: [X12Fault] = []

  mutating func note(_ code: X12FaultCode, at position: X12Position) {
    guard faults.count < X12FaultLog.faultsMax else { return }
    faults.append(X12Fault(code, at: position))
  }

  mutating func note(_ others: [X12Fault]) {
    faults += others.prefix(X12FaultLog.faultsMax - faults.count)
  }

  mutating func note(_ code: X12FaultCode, _ segment: X12Segment, in loop: X12Loop) {
    note(code, at: X12Position(segment, in: loop))
  }
}
