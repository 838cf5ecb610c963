/// One kind of attack and the promises that it puts to the proof.
protocol Family: Sendable {
  /// The word by which it is chosen.
  var name: String { get }
  /// Which server it needs.
  var server: ServerKind { get }
  /// How much larger the server may be after all rounds than before the first, in bytes.
  var growthMax: Int { get }
  /// What a healthy caller's p99 may be in any case, in milliseconds.
  var p99Floor: Double { get }

  /// Attacks once, and lets go of everything in the end.
  ///
  /// - Throws: When the attack itself cannot be made.
  func attack(_ site: Site) async throws -> [Check]
}

extension Family {
  var server: ServerKind { .shipped }
  var growthMax: Int { 64 * 1024 * 1024 }
  /// The quiet caller's p99 is microseconds on a loopback; twice of that is within what the system's
  /// own scheduling does, so no attack is blamed below this.
  var p99Floor: Double { 5 }

  /// What as many connections as are allowed take at once, 128 KiB each; the allocator keeps it.
  static var growthOfAllConnections: Int { 1_024 * 128 * 1024 }
}
