import ClaimRules
import Synchronization

/// The code sets that are loaded, as claims under way see them: swapped whole.
final class CodeBooks: Sendable {
  private struct State {
    var book = CodeBook()
    var versions: [CodeSetName: Int64] = [:]
  }

  private let state = Mutex(State())

  /// The code sets now.
  var current: CodeBook { state.withLock { $0.book } }

  /// Puts a set in place, unless a later version of it is there.
  func put(_ codes: CodeSet, _ name: CodeSetName, version: Int64) {
    state.withLock { state in
      guard version > state.versions[name] ?? 0 else { return }
      state.versions[name] = version
      state.book[name] = codes
    }
  }

  /// Reads every set that `store` holds.
  func read(from store: ClaimStore) async throws {
    for loaded in try await store.codeSets() {
      guard let (codes, version) = try await store.codes(of: loaded.name) else { continue }
      put(codes, loaded.name, version: version)
    }
  }
}
