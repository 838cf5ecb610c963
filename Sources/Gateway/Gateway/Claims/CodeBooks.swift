import ClaimRules
import Synchronization

/// The code sets that are loaded, as claims under way see them: swapped whole.
final class CodeBooks: Sendable {
  private let state = Mutex(CodeBook())

  /// The code sets now.
  var current: CodeBook { state.withLock { $0 } }

  /// Puts a set in place, unless it is there in this version or a later one.
  func put(_ content: CodeContent, _ name: CodeSetName, version: Int64) {
    state.withLock { $0.put(content, name, version: version) }
  }

  /// Reads every set that `store` holds.
  func read(from store: ClaimStore) async throws {
    for loaded in try await store.codeSets() {
      guard let (content, version) = try await store.codes(of: loaded.name) else { continue }
      put(content, loaded.name, version: version)
    }
  }
}
