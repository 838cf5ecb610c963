import Domain
import NetworkRules
import Storage

/// Reads and writes providers.
enum ProviderRows {
  /// A provider with the name and the practice that no rule looks at.
  struct Named: Hashable, Sendable {
    let name: String
    let record: ProviderRecord
    let practice: Practice
  }

  /// The provider with this NPI, or nothing.
  static func provider(_ npi: String, in reader: some StoreReading) throws -> Named? {
    let taxNumbers = try reader.rows(
      "SELECT tax_number FROM provider_tax_number WHERE npi = $1", npi,
      read: { row in try row.value(0, as: String.self) })
    return try reader.first(
      """
      SELECT npi, name, role, specialty, credentialed_from, credentialed_to, excluded_from, \
      excluded_to, practice_size, ownership, postal_code FROM provider WHERE npi = $1
      """, npi
    ) { row in try named(row, taxNumbers: Set(taxNumbers)) }
  }

  /// Reads a provider from the columns in the order of the statements here.
  static func named(_ row: borrowing Row, taxNumbers: Set<String>) throws -> Named {
    Named(
      name: try row.value(1),
      record: ProviderRecord(
        npi: try row.value(0), role: try row.code(2), specialty: try row.value(3),
        credentialed: try row.optionalSpan(4, 5), excluded: try row.optionalSpan(6, 7),
        taxNumbers: taxNumbers),
      practice: Practice(
        size: try row.code(8), ownership: try row.code(9), postalCode: try row.value(10)))
  }

  /// Adds or replaces a provider.
  static func replace(_ provider: Named, in transaction: Transaction) throws {
    let record = provider.record
    try transaction.execute(
      """
      INSERT INTO provider (npi, name, role, specialty, credentialed_from, credentialed_to, \
      excluded_from, excluded_to, practice_size, ownership, postal_code) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
      ON CONFLICT (npi) DO UPDATE SET name = excluded.name, role = excluded.role, \
      specialty = excluded.specialty, credentialed_from = excluded.credentialed_from, \
      credentialed_to = excluded.credentialed_to, excluded_from = excluded.excluded_from, \
      excluded_to = excluded.excluded_to, practice_size = excluded.practice_size, \
      ownership = excluded.ownership, postal_code = excluded.postal_code
      """, record.npi, provider.name, record.role.rawValue, record.specialty,
      record.credentialed?.from, record.credentialed?.to, record.excluded?.from,
      record.excluded?.to, provider.practice.size.rawValue, provider.practice.ownership.rawValue,
      provider.practice.postalCode)
    try transaction.execute("DELETE FROM provider_tax_number WHERE npi = $1", record.npi)
    for number in record.taxNumbers.sorted() {
      try transaction.execute(
        "INSERT INTO provider_tax_number (npi, tax_number) VALUES ($1, $2)", record.npi, number)
    }
  }
}
