import Storage

extension ClaimStore {
  /// Draws the next interchange control number for a document that goes out.
  ///
  /// A number is used once. One that was drawn for a document that was then not stored is lost,
  /// which no receiver minds.
  func drawDocumentNumber() async throws -> Int {
    let number = try await store.write { transaction in
      try transaction.first(
        """
        INSERT INTO document_number (series, last) VALUES ('interchange', 1) \
        ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last
        """, read: { row in try row.value(0, as: Int64.self) })
    }
    guard let number, number <= ClaimStore.documentNumberMax else {
      throw StorageError(.unavailable, "the store gave a document no number")
    }
    return Int(number)
  }

  /// The largest interchange control number: nine digits.
  private static let documentNumberMax: Int64 = 999_999_999
}
