import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage

/// One page of the members of a primary care provider, with the days on which they were assigned and
/// covered (rule `CAP-5`).
struct AssignmentList: Sendable {
  /// The most members of a page.
  static let sizeMax: Int32 = 1_000
  /// The members of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  private let npi: String
  private let days: DaySpan
  private let size: Int
  private let after: String

  /// Reads and checks a request.
  ///
  /// - Throws: ``RPCError`` that names the field.
  init(_ request: EligibilityV1.ListAssignmentsRequest) throws(RPCError) {
    do throws(MessageError) {
      npi = try MessageCheck.npi(request.npi, "npi")
      days = try DaySpan(request.days, "days")
      guard (0...AssignmentList.sizeMax).contains(request.pageSize) else {
        throw MessageError("page_size", "is not 1 to \(AssignmentList.sizeMax)")
      }
      size = Int(request.pageSize == 0 ? AssignmentList.sizeDefault : request.pageSize)
      after = try MessageCheck.optionalIdentifier(request.pageToken, "page_token")
    } catch {
      throw RPCError(error)
    }
  }

  /// Reads the page; a member is on one page with all days.
  func read(in reader: some StoreReading) throws -> EligibilityV1.ListAssignmentsResponse {
    let members = try reader.rows(
      """
      SELECT DISTINCT member_id FROM primary_care_span
      WHERE npi = $1 AND member_id > $2 AND from_day <= $4 AND to_day >= $3
        AND voided_version IS NULL
      ORDER BY member_id LIMIT $5
      """, npi, after, days.from, days.to, size + 1
    ) { row in try row.value(0, as: String.self) }
    guard let last = members.prefix(size).last else {
      return EligibilityV1.ListAssignmentsResponse()
    }
    let assignments = try assignments(to: last, in: reader)
    return .with {
      $0.assignments = assignments
      $0.nextPageToken = members.count > size ? last : ""
    }
  }

  /// The days of members behind ``after``, up to `last`.
  private func assignments(
    to last: String, in reader: some StoreReading
  ) throws -> [EligibilityV1.Assignment] {
    try reader.rows(
      """
      SELECT p.member_id, m.birth_date, c.product_id, p.from_day, p.to_day, c.from_day, c.to_day,
        m.death_date
      FROM primary_care_span p
      JOIN coverage_span c ON c.member_id = p.member_id AND c.voided_version IS NULL
        AND c.from_day <= p.to_day AND c.to_day >= p.from_day
      JOIN member m ON m.member_id = p.member_id
      WHERE p.npi = $1 AND p.member_id > $2 AND p.member_id <= $5 AND p.from_day <= $4
        AND p.to_day >= $3 AND p.voided_version IS NULL
      ORDER BY p.member_id, p.from_day, c.from_day, c.product_id
      """, npi, after, days.from, days.to, last, read: assignment
    ).compactMap { $0 }
  }

  /// The days that the spans share with those that were asked for; nothing when there are none.
  private func assignment(_ row: borrowing Row) throws -> EligibilityV1.Assignment? {
    let (assigned, covered) = (try row.span(3, 4), try row.span(5, 6))
    let death = try row.value(7, as: Day?.self) ?? .openEnd
    let span = DaySpan(
      checkedFrom: max(assigned.from, covered.from, days.from),
      to: min(assigned.to, covered.to, days.to, death))
    guard let span else { return nil }
    var assignment = EligibilityV1.Assignment()
    assignment.memberID = try row.value(0)
    assignment.birthDate = try row.value(1, as: Day.self).message
    assignment.productID = try row.value(2)
    assignment.days = span.message
    return assignment
  }
}
