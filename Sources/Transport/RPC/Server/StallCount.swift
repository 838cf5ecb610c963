/// Counts the seconds in which a peer owes progress and makes none.
package struct StallCount {
  /// What a second of waiting shows.
  package enum OnTick: Equatable {
    case none
    /// The request is incomplete and does not grow.
    case slowRequest
    /// Bytes are queued and the peer takes hardly any.
    case slowReader
  }

  private var received = 0
  private var sent = 0
  private var receivingFor = 0
  private var sendingFor = 0

  /// No progress seen yet.
  package init() {}

  /// A second has passed.
  ///
  /// A request is late when it is still incomplete after the limit, however many bytes trickle in,
  /// unless they come at a rate that is more than a trickle. A reader that takes a trickle is as slow
  /// as one that takes nothing.
  package mutating func tick(
    received: Int, isAwaiting: Bool, sent: Int, isSending: Bool, limit: Duration
  ) -> OnTick {
    let ticks = max(1, Int(clamping: limit.components.seconds))
    let isTrickle = received - self.received < Self.trickleBytes
    receivingFor = isAwaiting && isTrickle ? receivingFor + 1 : 0
    sendingFor = isSending && sent - self.sent < Self.trickleBytes ? sendingFor + 1 : 0
    self.received = received
    self.sent = sent
    if receivingFor >= ticks { return .slowRequest }
    return sendingFor >= ticks ? .slowReader : .none
  }

  /// Fewer bytes a second than this are no progress.
  private static let trickleBytes = 256
}
