import Domain
import NetworkRules
import Storage

/// Reads everything that questions ask for.
enum DirectoryRows {
  /// The whole directory: every provider, fee and exception, and each contract in the version that
  /// counts.
  static func directory(in reader: some StoreReading) throws -> NetworkDirectory {
    NetworkDirectory(
      providers: try providers(in: reader),
      contracts: try ContractRows.current(in: reader), roster: try roster(in: reader),
      fees: try fees(in: reader),
      exceptions: PriceExceptions(
        letters: try LetterRows.current(in: reader), terms: try OutOfNetworkTerms.all(in: reader)))
  }

  private static func fees(in reader: some StoreReading) throws -> FeeTable {
    let rows = try reader.rows(
      """
      SELECT fee_schedule_id, procedure, modifier, amount, from_day, to_day, \
      is_multiple_procedure, facility_amount FROM fee
      """, read: fee)
    let computed = try FeeSource.computedSchedules(in: reader)
    guard !computed.isEmpty else { return FeeTable(rows) }
    return FeeTable(
      rows, computedSchedules: computed,
      physicianFees: PhysicianFeeTable(
        values: try RelativeValueRow.all(in: reader), costs: try PracticeCostRow.all(in: reader),
        localities: try PostalLocalityRow.all(in: reader),
        factors: try ConversionFactorRow.all(in: reader)))
  }

  private static func roster(in reader: some StoreReading) throws -> [RosterEntry] {
    try reader.rows(
      """
      SELECT r.contract_id, r.npi, r.from_day, r.to_day FROM contract c JOIN roster_entry r \
      ON r.contract_id = c.contract_id AND r.version = c.version
      """
    ) { row in
      RosterEntry(
        contractID: try row.value(0), npi: try row.value(1), days: try row.span(2, 3))
    }
  }

  private static func providers(in reader: some StoreReading) throws -> [ProviderRecord] {
    var taxNumbers: [String: Set<String>] = [:]
    try reader.forEach("SELECT npi, tax_number FROM provider_tax_number") { row in
      taxNumbers[try row.value(0), default: []].insert(try row.value(1))
    }
    let providers = try reader.rows(
      """
      SELECT npi, role, specialty, credentialed_from, credentialed_to, excluded_from, \
      excluded_to FROM provider
      """, read: provider)
    return providers.map { provider in
      var provider = provider
      provider.taxNumbers = taxNumbers[provider.npi] ?? []
      return provider
    }
  }

  private static func provider(_ row: borrowing Row) throws -> ProviderRecord {
    ProviderRecord(
      npi: try row.value(0), role: try row.code(1), specialty: try row.value(2),
      credentialed: try row.optionalSpan(3, 4), excluded: try row.optionalSpan(5, 6))
  }

  private static func fee(_ row: borrowing Row) throws -> FeeRow {
    FeeRow(
      feeScheduleID: try row.value(0), procedure: try row.value(1), modifier: try row.value(2),
      amount: try row.value(3), facilityAmount: try row.value(7), days: try row.span(4, 5),
      isMultipleProcedure: try row.value(6))
  }
}
