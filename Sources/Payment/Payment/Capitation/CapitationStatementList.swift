import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// One page of statements of capitation, the latest first.
struct CapitationStatementList: Sendable {
  private let contractID: String
  private let npi: String
  private let month: Day?
  private let size: Int
  private let before: Int64

  /// Reads and checks a request.
  init(_ request: PaymentV1.ListCapitationStatementsRequest) throws(Refusal) {
    do throws(MessageError) {
      contractID = try MessageCheck.optionalIdentifier(request.contractID, "contract_id")
      npi = try MessageCheck.optionalNPI(request.npi, "npi")
      month =
        request.month == nil ? nil : try CapitationMonth(request.month, "month").first
      size = try RunPage.size(request.pageSize)
      before = try RunPage.number(request.pageToken, first: .max)
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListCapitationStatementsResponse {
    let found = try reader.rows(
      """
      SELECT s.statement_number, s.source, s.contract_id, s.billing_npi, s.billing_tin, s.month,
        s.terms_number, s.settled_at, s.member_count, s.changed_count, s.amount, s.difference,
        s.code, h.remittance_number
      FROM capitation_statement s
      LEFT JOIN provider_adjustment a ON a.source = s.source
      LEFT JOIN remittance_adjustment h ON h.adjustment_number = a.adjustment_number
      WHERE s.statement_number < $1 AND ($2 = '' OR s.contract_id = $2)
        AND ($3 = '' OR s.billing_npi = $3) AND (s.month = COALESCE($4, s.month))
      ORDER BY s.statement_number DESC LIMIT $5
      """, before, contractID, npi, month, size + 1
    ) { row in
      let remittance = try row.value(13, as: Int64?.self)
      return (
        number: try row.value(0, as: Int64.self),
        message: try CapitationRows.statement(row).message(
          remittanceID: remittance.map { RunNumber(.remittance, $0).text } ?? "")
      )
    }
    return .with {
      $0.statements = found.prefix(size).map(\.message)
      $0.nextPageToken = found.count > size ? String(found[size - 1].number) : ""
    }
  }
}
