import NetworkRules
import Storage

/// Reads and writes what is known of practices and of the areas in which they lie.
enum PracticeRows {
  /// Gives each provider a practice of which nothing is known, and makes the table of areas.
  static let migration = Migration(
    "practices and postal areas",
    [
      .addColumn(
        table: "provider", .text("practice_size").defaulting(to: .text("unspecified"))),
      .addColumn(table: "provider", .text("ownership").defaulting(to: .text("unspecified"))),
      .addColumn(table: "provider", .text("postal_code").defaulting(to: .text(""))),
      .createTable(
        Table(
          "postal_area", [.text("postal_code"), .text("rurality")],
          primaryKey: ["postal_code"], isClustered: true)),
    ])

  /// A provider with what is known of the area of its practice.
  struct Placed {
    var provider: ProviderRows.Named
    let rurality: PostalArea.Rurality
  }

  /// Adds an area, or says otherwise of the one with its postal code.
  static func replace(_ area: PostalArea, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO postal_area (postal_code, rurality) VALUES ($1, $2) \
      ON CONFLICT (postal_code) DO UPDATE SET rurality = excluded.rurality
      """, area.postalCode, area.rurality.rawValue)
  }

  /// The next providers in the order of their NPIs.
  static func page(
    after npi: String, count: Int, in reader: some StoreReading
  ) throws -> [Placed] {
    let page = try reader.rows(
      """
      SELECT p.npi, p.name, p.role, p.specialty, p.credentialed_from, p.credentialed_to, \
      p.excluded_from, p.excluded_to, p.practice_size, p.ownership, p.postal_code, \
      COALESCE(a.rurality, 'unspecified') FROM provider p \
      LEFT JOIN postal_area a ON a.postal_code = p.postal_code \
      WHERE p.npi > $1 ORDER BY p.npi LIMIT $2
      """, npi, count
    ) { row in
      (
        npi: try row.value(0, as: String.self), named: try ProviderRows.named(row, taxNumbers: []),
        rurality: try row.code(11) as PostalArea.Rurality
      )
    }
    guard let last = page.last else { return [] }
    let numbers = try taxNumbers(after: npi, to: last.npi, in: reader)
    return page.map { entry in
      Placed(
        provider: entry.named.with(taxNumbers: numbers[entry.npi] ?? []),
        rurality: entry.rurality)
    }
  }

  private static func taxNumbers(
    after first: String, to last: String, in reader: some StoreReading
  ) throws -> [String: Set<String>] {
    var numbers: [String: Set<String>] = [:]
    try reader.forEach(
      "SELECT npi, tax_number FROM provider_tax_number WHERE npi > $1 AND npi <= $2", first, last
    ) { row in numbers[try row.value(0), default: []].insert(try row.value(1)) }
    return numbers
  }
}

extension ProviderRows.Named {
  /// The provider with these tax numbers.
  fileprivate func with(taxNumbers: Set<String>) -> ProviderRows.Named {
    var record = self.record
    record.taxNumbers = taxNumbers
    return ProviderRows.Named(name: name, record: record, practice: practice)
  }
}
