/// The answers of changing calls, kept so that a repeated call is answered and not done again.
///
/// The answer is stored in the transaction of the change. A caller therefore looks the key up, and
/// stores the answer, within one ``Store/write(_:)``.
package enum AnswerLog {
  /// The table, for the service's first migration.
  package static let table = Table(
    "step_answer", [.text("key"), .blob("digest"), .blob("answer")], primaryKey: ["key"])

  /// The size of a digest in bytes.
  package static let digestBytes = 32

  /// What is known of a key.
  package enum Answer: Hashable, Sendable {
    /// The key was never used: do the work.
    case absent
    /// The same request was answered with these bytes: answer them again.
    case stored([UInt8])
    /// Another request used the key: refuse.
    case keyReused
  }

  /// Looks a key up.
  ///
  /// - Parameter digest: The digest of the request, ``digestBytes`` long.
  package static func answer(
    for key: String, digest: [UInt8], in reader: some StoreReading
  ) throws -> Answer {
    try check(digest)
    let stored = try reader.first("SELECT digest, answer FROM step_answer WHERE key = $1", key) {
      row in
      (digest: try row.value(0, as: [UInt8].self), answer: try row.value(1, as: [UInt8].self))
    }
    guard let stored else { return .absent }
    return stored.digest == digest ? .stored(stored.answer) : .keyReused
  }

  /// The stored answer of a key, whatever the request was; nothing when the key was never used.
  package static func stored(
    for key: String, in reader: some StoreReading
  ) throws -> [UInt8]? {
    try reader.first("SELECT answer FROM step_answer WHERE key = $1", key) { row in
      try row.value(0, as: [UInt8].self)
    }
  }

  /// Stores the answer to a key that is absent.
  ///
  /// - Throws: ``StorageError/Code/duplicate`` when the key has an answer.
  package static func store(
    _ answer: [UInt8], for key: String, digest: [UInt8], in transaction: Transaction
  ) throws {
    try check(digest)
    try transaction.execute(
      "INSERT INTO step_answer (key, digest, answer) VALUES ($1, $2, $3)", key, digest, answer)
  }

  private static func check(_ digest: [UInt8]) throws(StorageError) {
    guard digest.count == digestBytes else {
      throw StorageError(.misuse, "the digest of a request is \(digestBytes) bytes")
    }
  }
}
