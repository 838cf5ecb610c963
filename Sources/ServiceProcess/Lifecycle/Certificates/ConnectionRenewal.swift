/// When connections that were opened with an earlier certificate of ours are ended.
///
/// Not at once and not at the same time everywhere: each process waits a random while, so that peers
/// do not all connect again together. A value; time passes in ticks.
package struct ConnectionRenewal {
  /// What a tick leads to.
  package enum OnTick: Equatable {
    /// Nothing is due.
    case wait
    /// Tell the peers of all connections to open new ones.
    case endConnections
  }

  /// The longest wait after a renewal, in ticks of a second.
  package static let delayTicksMax: UInt64 = 20

  private var ticksLeft: UInt64?

  /// Nothing was renewed yet.
  package init() {}

  /// The certificate was renewed; a wait that has begun goes on, since it ends those connections too.
  package mutating func renewed(random: UInt64) {
    if ticksLeft == nil { ticksLeft = random % (Self.delayTicksMax + 1) }
  }

  /// A second has passed.
  package mutating func ticked() -> OnTick {
    guard let left = ticksLeft else { return .wait }
    guard left == 0 else {
      ticksLeft = left - 1
      return .wait
    }
    ticksLeft = nil
    return .endConnections
  }
}
