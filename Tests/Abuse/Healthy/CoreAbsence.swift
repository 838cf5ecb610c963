/// When the core that the healthy caller shares with the attackers was proven to be away.
///
/// A kernel that is busy for an attacker (closing its thousands of sockets, say) gives the core back
/// only when it is done with that. A thread that sleeps and does nothing else notices: from the moment
/// at which it should have been woken until it was, its core was another's, and so was the caller's.
/// That time is no server's doing. What the probe slept through stays counted against the server.
struct CoreAbsence: Sendable {
  /// Shorter ones can be work of the caller itself.
  private static let leastNanoseconds: Int64 = 500_000

  /// In order, none overlapping.
  private let spans: [Range<Int64>]

  /// Takes the lines of the probe, in the order in which they were written.
  init(probes: [CallLine]) {
    spans = probes.filter { $0.took >= Self.leastNanoseconds }.map {
      let due = $0.start + LatenessProbe.nap
      return due..<due + $0.took
    }
  }

  /// How much of `call` the core was away.
  func nanoseconds(within call: Range<Int64>) -> Int64 {
    var low = 0
    var high = spans.count
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].upperBound <= call.lowerBound { low = middle + 1 } else { high = middle }
    }
    return spans[low...].prefix { $0.lowerBound < call.upperBound }
      .reduce(0) { $0 + Int64($1.clamped(to: call).count) }
  }
}
