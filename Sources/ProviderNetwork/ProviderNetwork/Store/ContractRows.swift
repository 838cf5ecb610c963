import Domain
import NetworkRules
import Storage

/// Reads and writes contracts in their versions.
enum ContractRows {
  /// How a procedure is paid otherwise than the contract's method says.
  enum Treatment: String {
    case capitated
    case carvedOut = "carved_out"
  }

  /// Every contract in the version that counts, without its roster.
  static func current(in reader: some StoreReading) throws -> [ContractTerms] {
    let contracts = try reader.rows(
      """
      SELECT v.contract_id, v.version, v.model, v.pay_to_tin, v.from_day, v.to_day, \
      v.fee_schedule_id, v.fee_method, v.percent, v.withhold, v.sequestration_clause, \
      v.is_lesser_of, v.timely_filing_days, v.attachment_days, v.withhold_basis, v.stay_method, \
      v.outlier_charge, v.other_risk, v.has_stop_loss \
      FROM contract c JOIN contract_version v ON v.contract_id = c.contract_id AND v.version = c.version ORDER BY v.contract_id
      """, read: terms)
    return try contracts.map { try withLists($0, in: reader) }
  }

  /// The contract of this number in the version that counts, or nothing.
  static func contract(
    _ contractID: String, in reader: some StoreReading
  ) throws -> ContractTerms? {
    let contract = try reader.first(
      """
      SELECT v.contract_id, v.version, v.model, v.pay_to_tin, v.from_day, v.to_day, \
      v.fee_schedule_id, v.fee_method, v.percent, v.withhold, v.sequestration_clause, \
      v.is_lesser_of, v.timely_filing_days, v.attachment_days, v.withhold_basis, v.stay_method, \
      v.outlier_charge, v.other_risk, v.has_stop_loss \
      FROM contract c JOIN contract_version v ON v.contract_id = c.contract_id AND v.version = c.version WHERE c.contract_id = $1
      """, contractID, read: terms)
    return try contract.map { try withLists($0, in: reader) }
  }

  /// The roster of a version: on which days who may render.
  static func roster(
    of contract: ContractTerms, in reader: some StoreReading
  ) throws -> SpanSet {
    SpanSet(
      try reader.rows(
        """
        SELECT npi, from_day, to_day FROM roster_entry WHERE contract_id = $1 AND version = $2
        """, contract.contractID, contract.version
      ) { row in SpanSet.Entry(try row.value(0), try row.span(1, 2)) })
  }

  /// Adds a version and lets it count.
  static func insert(
    _ contract: ContractTerms, roster: SpanSet, in transaction: Transaction
  ) throws {
    try transaction.execute(
      """
      INSERT INTO contract_version (contract_id, version, model, pay_to_tin, from_day, to_day, \
      fee_schedule_id, fee_method, percent, withhold, sequestration_clause, is_lesser_of, \
      timely_filing_days, attachment_days, withhold_basis, stay_method, outlier_charge, other_risk, \
      has_stop_loss) \
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
      """, contract.contractID, contract.version, contract.model.rawValue, contract.payToTIN,
      contract.days.from, contract.days.to, contract.feeScheduleID,
      contract.feeMethod.rawValue, contract.percent.value, contract.withhold,
      contract.sequestrationClause.rawValue, contract.isLesserOf, contract.timelyFilingDays,
      contract.attachmentDays, contract.withholdBasis.rawValue,
      contract.stayMethod?.rawValue, contract.outlierCharge, contract.otherRisk,
      contract.hasStopLoss)
    try insertLists(of: contract, in: transaction)
    for entry in roster.entries {
      try transaction.execute(
        """
        INSERT INTO roster_entry (contract_id, version, npi, from_day, to_day) \
        VALUES ($1, $2, $3, $4, $5)
        """, contract.contractID, contract.version, entry.key, entry.days.from, entry.days.to)
    }
    try transaction.execute(
      """
      INSERT INTO contract (contract_id, version) VALUES ($1, $2) \
      ON CONFLICT (contract_id) DO UPDATE SET version = excluded.version
      """, contract.contractID, contract.version)
  }

  private static func insertLists(
    of contract: ContractTerms, in transaction: Transaction
  ) throws {
    for productID in contract.productIDs.sorted() {
      try transaction.execute(
        """
        INSERT INTO contract_product (contract_id, version, product_id) VALUES ($1, $2, $3)
        """, contract.contractID, contract.version, productID)
    }
    let procedures =
      contract.capitatedProcedures.map { ($0, Treatment.capitated) }
      + contract.carvedOutProcedures.map { ($0, Treatment.carvedOut) }
    for (procedure, treatment) in procedures {
      try transaction.execute(
        """
        INSERT INTO contract_procedure (contract_id, version, procedure, treatment) \
        VALUES ($1, $2, $3, $4)
        """, contract.contractID, contract.version, procedure, treatment.rawValue)
    }
  }

  private static func withLists(
    _ contract: ContractTerms, in reader: some StoreReading
  ) throws -> ContractTerms {
    var contract = contract
    try reader.forEach(
      "SELECT product_id FROM contract_product WHERE contract_id = $1 AND version = $2",
      contract.contractID, contract.version
    ) { row in contract.productIDs.insert(try row.value(0)) }
    try reader.forEach(
      """
      SELECT procedure, treatment FROM contract_procedure WHERE contract_id = $1 AND version = $2
      """, contract.contractID, contract.version
    ) { row in
      switch try row.code(1) as Treatment {
      case .capitated: contract.capitatedProcedures.insert(try row.value(0))
      case .carvedOut: contract.carvedOutProcedures.insert(try row.value(0))
      }
    }
    return contract
  }

  private static func terms(_ row: borrowing Row) throws -> ContractTerms {
    var contract = ContractTerms(
      contractID: try row.value(0), model: try row.code(2), payToTIN: try row.value(3),
      productIDs: [], days: try row.span(4, 5))
    contract.version = try row.value(1)
    contract.feeScheduleID = try row.value(6)
    contract.feeMethod = try row.code(7)
    contract.percent = BasisPoints(try row.value(8, as: Int32.self))
    contract.withhold = try row.value(9)
    contract.sequestrationClause = try row.code(10)
    contract.isLesserOf = try row.value(11)
    contract.timelyFilingDays = try row.value(12)
    contract.attachmentDays = try row.value(13)
    contract.withholdBasis = try row.code(14)
    contract.stayMethod = try row.optionalCode(15)
    contract.outlierCharge = try row.value(16)
    contract.otherRisk = try row.value(17)
    contract.hasStopLoss = try row.value(18)
    return contract
  }
}
