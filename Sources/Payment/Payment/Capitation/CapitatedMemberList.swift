import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import Storage

/// One page of the members for whom a month is paid, in the order of their numbers.
struct CapitatedMemberList: Sendable {
  private let payment: CapitatedMonth
  private let size: Int
  private let after: String

  /// Reads and checks a request.
  init(_ request: PaymentV1.ListCapitatedMembersRequest) throws(Refusal) {
    do throws(MessageError) {
      payment = CapitatedMonth(
        contractID: try MessageCheck.identifier(request.contractID, "contract_id"),
        payee: try PayeeKey(checkedNPI: request.npi, tin: request.tin),
        month: try CapitationMonth(request.month, "month"))
      size = try RunPage.size(request.pageSize)
      after = try MessageCheck.optionalIdentifier(request.pageToken, "page_token")
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page: of each member the last change, unless it left nothing.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListCapitatedMembersResponse {
    let found = try reader.rows(
      """
      SELECT member_id, days, rate, amount, statement_number FROM (
        SELECT m.member_id, m.days, m.rate, m.amount, m.statement_number,
          ROW_NUMBER() OVER (PARTITION BY m.member_id ORDER BY m.statement_number DESC) AS place
        FROM capitation_statement s
        JOIN capitation_member m ON m.statement_number = s.statement_number
        WHERE s.contract_id = $1 AND s.billing_npi = $2 AND s.billing_tin = $3 AND s.month = $4
          AND m.member_id > $5) AS changes
      WHERE place = 1 AND amount <> 0 ORDER BY member_id LIMIT $6
      """, payment.contractID, payment.payee.npi, payment.payee.tin, payment.month.first, after,
      size + 1
    ) { row in try member(row) }
    return .with {
      $0.members = Array(found.prefix(size))
      $0.nextPageToken = found.count > size ? found[size - 1].memberID : ""
    }
  }

  private func member(_ row: borrowing Row) throws -> PaymentV1.CapitatedMember {
    var member = PaymentV1.CapitatedMember()
    member.memberID = try row.value(0)
    member.days = try row.value(1)
    member.rate = try row.value(2, as: Money.self).message
    member.amount = try row.value(3, as: Money.self).message
    member.statementID = RunNumber(.statement, try row.value(4)).text
    return member
  }
}
