import Storage

/// The rows of payer and payees: each load adds rows, and a run keeps those that it used.
enum PartyRows {
  /// The number of the payer of later runs; nothing before one was loaded.
  static func currentPayer(in reader: some StoreReading) throws -> Int64? {
    try reader.first("SELECT payer_number FROM payer ORDER BY payer_number DESC LIMIT 1") { row in
      try row.value(0, as: Int64.self)
    }
  }

  /// The state in which the payer is.
  static func state(ofPayer number: Int64, in reader: some StoreReading) throws -> String {
    try reader.first("SELECT state FROM payer WHERE payer_number = $1", number) { row in
      try row.value(0, as: String.self)
    } ?? ""
  }

  /// The payer of that number.
  static func payer(_ number: Int64, in reader: some StoreReading) throws -> RemittancePayer? {
    try reader.first(
      """
      SELECT name, identifier, tin, contact_name, contact_phone, routing_number, account_number,
        address_line, address_second_line, city, state, postal_code
      FROM payer WHERE payer_number = $1
      """, number
    ) { row in
      RemittancePayer(
        name: try row.value(0), payerID: try row.value(1), tin: try row.value(2),
        address: try address(row, from: 7), contactName: try row.value(3),
        contactPhone: try row.value(4),
        account: BankAccount(
          routingNumber: try row.value(5), accountNumber: try row.value(6)))
    }
  }

  /// The payee of that number.
  static func payee(_ number: Int64, in reader: some StoreReading) throws -> RemittancePayee? {
    try reader.first(
      """
      SELECT npi, tin, name, receiver_id, has_address, routing_number, account_number,
        address_line, address_second_line, city, state, postal_code
      FROM payee WHERE payee_number = $1
      """, number
    ) { row in
      let hasAddress: Bool = try row.value(4)
      return RemittancePayee(
        npi: try row.value(0), tin: try row.value(1), name: try row.value(2),
        address: hasAddress ? try address(row, from: 7) : nil,
        account: BankAccount(
          routingNumber: try row.value(5), accountNumber: try row.value(6)),
        receiverID: try row.value(3))
    }
  }

  /// Adds a payer, which pays from the next run on.
  static func insert(_ payer: RemittancePayer, in transaction: Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO payer (
        name, identifier, tin, contact_name, contact_phone, routing_number, account_number,
        address_line, address_second_line, city, state, postal_code)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """, payer.name, payer.payerID, payer.tin, payer.contactName, payer.contactPhone,
      payer.account?.routingNumber ?? "", payer.account?.accountNumber ?? "",
      payer.address.line, payer.address.secondLine, payer.address.city, payer.address.state,
      payer.address.postalCode)
  }

  /// Adds a payee, which is paid so from the next run on.
  static func insert(_ payee: RemittancePayee, in transaction: Transaction) throws {
    let address = payee.address
    try transaction.execute(
      """
      INSERT INTO payee (
        npi, tin, name, receiver_id, has_address, routing_number, account_number, address_line,
        address_second_line, city, state, postal_code)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """, payee.npi, payee.tin, payee.name, payee.receiverID, address != nil,
      payee.account?.routingNumber ?? "", payee.account?.accountNumber ?? "",
      address?.line ?? "", address?.secondLine ?? "", address?.city ?? "",
      address?.state ?? "", address?.postalCode ?? "")
  }

  private static func address(
    _ row: borrowing Row, from column: Int
  ) throws -> PostalAddress {
    PostalAddress(
      line: try row.value(column), secondLine: try row.value(column + 1),
      city: try row.value(column + 2), state: try row.value(column + 3),
      postalCode: try row.value(column + 4))
  }
}
