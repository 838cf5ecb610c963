/// Looking at something again and again until it is as wanted or the time is over.
struct Polling: Sendable {
  /// How long to wait between two looks.
  let interval: Duration
  /// After how long nothing is looked at again.
  let timeMax: Duration
  let clock: any Clock<Duration>

  init(
    every interval: Duration, atMost timeMax: Duration,
    on clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.interval = interval
    self.timeMax = timeMax
    self.clock = clock
  }

  /// What the last look saw: the first that is as wanted, or the one with which the time was over.
  ///
  /// Looks once at least. Throws what a look throws, and `CancellationError` while waiting.
  func repeating<Seen>(
    _ look: () async throws -> Seen, until isAsWanted: (Seen) -> Bool
  ) async throws -> Seen {
    try await Polling.repeating(
      look, until: isAsWanted, every: interval, atMost: timeMax, on: clock)
  }

  private static func repeating<Seen>(
    _ look: () async throws -> Seen, until isAsWanted: (Seen) -> Bool,
    every interval: Duration, atMost timeMax: Duration, on clock: some Clock<Duration>
  ) async throws -> Seen {
    let end = clock.now.advanced(by: timeMax)
    while true {
      let seen = try await look()
      guard !isAsWanted(seen), clock.now < end else { return seen }
      try await clock.sleep(for: interval)
    }
  }
}
