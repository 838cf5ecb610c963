import Domain
import DomainMessages
import EligibilityRules
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
    let covered = try coverage(to: last, in: reader)
    return try reader.rows(
      """
      SELECT p.member_id, m.birth_date, p.from_day, p.to_day, m.death_date
      FROM primary_care_span p JOIN member m ON m.member_id = p.member_id
      WHERE p.npi = $1 AND p.member_id > $2 AND p.member_id <= $5 AND p.from_day <= $4
        AND p.to_day >= $3 AND p.voided_version IS NULL
      ORDER BY p.member_id, p.from_day
      """, npi, after, days.from, days.to, last
    ) { row in try assignments(row, covered) }
    .flatMap { $0 }
  }

  /// The coverage of the same members, one product a day (rule `ELIG-SPAN-1`).
  private func coverage(
    to last: String, in reader: some StoreReading
  ) throws -> [String: [CoverageSpan]] {
    var spans: [String: [CoverageSpan]] = [:]
    try reader.forEach(
      """
      SELECT c.member_id, c.product_id, c.from_day, c.to_day FROM coverage_span c
      WHERE c.voided_version IS NULL AND c.from_day <= $4 AND c.to_day >= $3
        AND c.member_id IN (
          SELECT p.member_id FROM primary_care_span p
          WHERE p.npi = $1 AND p.member_id > $2 AND p.member_id <= $5 AND p.from_day <= $4
            AND p.to_day >= $3 AND p.voided_version IS NULL)
      """, npi, after, days.from, days.to, last
    ) { row in
      let memberID: String = try row.value(0)
      let span = CoverageSpan(productID: try row.value(1), days: try row.span(2, 3))
      spans[memberID, default: []].append(span)
    }
    let catalog = ProductCatalog(planYears: try CatalogRows.planYears(in: reader))
    return spans.mapValues { CoverageSearch.cut($0, catalog: catalog) }
  }

  /// The days that a span of primary care shares with coverage and with those that were asked for.
  private func assignments(
    _ row: borrowing Row, _ covered: [String: [CoverageSpan]]
  ) throws -> [EligibilityV1.Assignment] {
    let memberID: String = try row.value(0)
    let birthDate = try row.value(1, as: Day.self).message
    let assigned = try row.span(2, 3)
    let death = try row.value(4, as: Day?.self) ?? .openEnd
    return (covered[memberID] ?? []).compactMap { coverage -> EligibilityV1.Assignment? in
      let shared = DaySpan(
        checkedFrom: max(assigned.from, coverage.days.from, days.from),
        to: min(assigned.to, coverage.days.to, days.to, death))
      guard let shared else { return nil }
      return EligibilityV1.Assignment.with {
        $0.memberID = memberID
        $0.birthDate = birthDate
        $0.productID = coverage.productID
        $0.days = shared.message
      }
    }
  }
}
