import ClaimRules
import Domain
import Storage

extension ClaimStore {
  /// A code set to put in place of the one that is there.
  struct CodeLoad: Sendable {
    let requestID: String
    let name: CodeSetName
    let content: CodeContent
    let loadedAt: Instant
  }

  /// A code set that is loaded, without its codes.
  struct LoadedCodeSet: Hashable, Sendable {
    let name: CodeSetName
    /// Grows with each load of the set.
    let version: Int64
    let count: Int
    let loadedAt: Instant
  }

  /// What became of a load.
  enum CodeLoadOutcome: Sendable {
    /// Loaded now, as this version.
    case loaded(version: Int64)
    /// The same load was stored before.
    case repeated
    /// Another load was stored under the same request_id.
    case keyReused
  }

  /// Replaces a code set in one transaction.
  func load(_ load: CodeLoad) async throws -> CodeLoadOutcome {
    let key = "codes/\(load.requestID)"
    let bytes = load.content.bytes
    let digest = try RequestDigest.sha256(Array(load.name.rawValue.utf8) + bytes)
    return try await store.write { transaction in
      switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
      case .stored: return .repeated
      case .keyReused: return .keyReused
      case .absent: break
      }
      try transaction.execute(
        """
        INSERT INTO code_set (name, version, codes, loaded_at, entries) \
        VALUES ($1, 1, $2, $3, $4) ON CONFLICT (name) DO UPDATE SET \
        version = code_set.version + 1, codes = excluded.codes, \
        loaded_at = excluded.loaded_at, entries = excluded.entries
        """, load.name.rawValue, Int64(load.content.count), load.loadedAt, bytes)
      try AnswerLog.store([], for: key, digest: digest, in: transaction)
      let version = try transaction.first(
        "SELECT version FROM code_set WHERE name = $1", load.name.rawValue,
        read: { row in try row.value(0, as: Int64.self) })
      return .loaded(version: version ?? 1)
    }
  }

  /// The code sets that are loaded, by their names.
  func codeSets() async throws -> [LoadedCodeSet] {
    try await store.read { reader in
      try reader.rows(
        "SELECT name, version, codes, loaded_at FROM code_set ORDER BY name"
      ) { row in
        guard let name = CodeSetName(rawValue: try row.value(0)) else {
          throw StorageError(.corrupt, "a stored code set has a name that is none")
        }
        return LoadedCodeSet(
          name: name, version: try row.value(1),
          count: Int(clamping: try row.value(2, as: Int64.self)),
          loadedAt: try row.value(3))
      }
    }
  }

  /// What a set holds; nothing when it is not loaded.
  func codes(of name: CodeSetName) async throws -> (content: CodeContent, version: Int64)? {
    try await store.read { reader in
      try reader.first(
        "SELECT entries, version FROM code_set WHERE name = $1", name.rawValue
      ) { row in
        guard let content = CodeContent(bytes: try row.value(0), of: name) else {
          throw StorageError(.corrupt, "a stored code set cannot be read")
        }
        return (content: content, version: try row.value(1))
      }
    }
  }
}
