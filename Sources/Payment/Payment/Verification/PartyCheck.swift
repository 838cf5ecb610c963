import Messages
import Protobuf
import Storage

/// Finds payers and payees that no load can have left so.
enum PartyCheck {
  static func violations(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try remittances(in: reader) + addresses(in: reader) + count(in: reader)
  }

  /// A remittance goes to a payee of its own provider and tax number.
  private static func remittances(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT r.remittance_number FROM remittance r
      JOIN payee p ON p.payee_number = r.payee_number
      WHERE p.npi <> r.billing_npi OR p.tin <> r.billing_tin LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-PARTY", RunNumber(.remittance, try row.value(0)).text,
        "it names the payee of another provider")
    }
  }

  private static func addresses(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    try reader.rows(
      """
      SELECT payee_number FROM payee
      WHERE has_address NOT IN (0, 1) OR (has_address <> 0) = (address_line = '') LIMIT 1000
      """
    ) { row in
      StoreVerification.violation(
        "PAY-PARTY", "payee \(try row.value(0, as: Int64.self))",
        "whether it has an address and the address do not agree")
    }
  }

  /// There are as many payees as the loads were answered with: each load adds rows.
  private static func count(in reader: some StoreReading) throws -> [TypeV1.Violation] {
    let answers = try reader.rows(
      "SELECT answer FROM step_answer WHERE key >= 'parties/' AND key < 'parties0'"
    ) { row in try row.value(0, as: [UInt8].self) }
    let payees = try reader.first("SELECT COUNT(*) FROM payee") { row in
      try row.value(0, as: Int64.self)
    }
    let loaded = answers.reduce(Int64(0)) { sum, answer in
      let response = try? PaymentV1.LoadRemittancePartiesResponse(protobufBytes: answer)
      return sum + Int64(response?.payees ?? 0)
    }
    guard loaded != payees else { return [] }
    return [
      StoreVerification.violation(
        "PAY-PARTY", "store", "there are not as many payees as were loaded")
    ]
  }
}
