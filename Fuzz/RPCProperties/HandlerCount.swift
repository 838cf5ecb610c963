import Synchronization

/// Counts handlers as they begin and end.
final class HandlerCount: Sendable {
  private let begun = Atomic(0)
  private let ended = Atomic(0)

  func handling<Result>(_ body: () async throws -> Result) async rethrows -> Result {
    begun.add(1, ordering: .relaxed)
    defer { ended.add(1, ordering: .relaxed) }
    return try await body()
  }

  /// How many have begun and not ended.
  var running: Int { begun.load(ordering: .relaxed) - ended.load(ordering: .relaxed) }
}
