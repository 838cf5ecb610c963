import NIOCore

/// How much time a script has let pass, and may.
struct PassingTime {
  private let most: TimeAmount
  private var passed = TimeAmount.zero

  init(atMost most: TimeAmount) {
    self.most = most
  }

  /// From four milliseconds on in steps of a quarter; nothing once that would be too much.
  mutating func step(_ scale: UInt8) -> TimeAmount? {
    let time = TimeAmount.milliseconds(Int64(4 + (scale & 3)) << Int64(scale >> 2 & 15))
    guard passed + time < most else { return nil }
    passed = passed + time
    return time
  }
}
