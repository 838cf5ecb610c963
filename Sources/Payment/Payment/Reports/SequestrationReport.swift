import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// One page of what sequestration kept, by billing provider, month, line of business and rate (rules
/// `REPORT-1` and `REPORT-2`).
struct SequestrationReport: Sendable {
  private let days: DaySpan
  private let otherRate: BasisPoints?
  private let size: Int
  private let after: SequestrationGroupKey

  /// Reads and checks a request.
  init(_ request: PaymentV1.ListSequestrationRequest) throws(Refusal) {
    do throws(MessageError) {
      days =
        request.days == nil ? DaySpan(from: .first) : try DaySpan(request.days, "days")
      if let rate = request.whatIfBasisPoints {
        otherRate = try BasisPoints(rate, "what_if_basis_points")
      } else {
        otherRate = nil
      }
      size = try RunPage.size(request.pageSize)
      after = try SequestrationGroupKey(token: request.pageToken)
    } catch {
      throw Refusal(error)
    }
  }

  /// Reads the page.
  ///
  /// The other rate is applied by the statement as the rules apply one: half a cent and more is a
  /// cent, whatever the sign, once a line. A product of the largest amount and of 100 % stays far
  /// below what 64 bits hold.
  func read(in reader: some StoreReading) throws -> PaymentV1.ListSequestrationResponse {
    let found = try reader.rows(
      """
      SELECT s.billing_npi, s.billing_tin, s.month, s.line_of_business, s.rate_basis_points,
        COUNT(DISTINCT s.claim_id), COUNT(DISTINCT d.member_id), SUM(s.base), SUM(s.sequestered),
        SUM(s.paid),
        SUM(CASE WHEN s.base < 0 THEN -((-s.base * $1 + 5000) / 10000)
          ELSE (s.base * $1 + 5000) / 10000 END)
      FROM sequestration_line s
      JOIN decision d ON d.claim_id = s.claim_id AND d.version = s.version
      WHERE s.day >= $2 AND s.day <= $3
        AND (s.billing_npi, s.billing_tin, s.month, s.line_of_business, s.rate_basis_points)
          > ($4, $5, $6, $7, $8)
      GROUP BY s.billing_npi, s.billing_tin, s.month, s.line_of_business, s.rate_basis_points
      ORDER BY s.billing_npi, s.billing_tin, s.month, s.line_of_business, s.rate_basis_points
      LIMIT $9
      """, otherRate ?? .zero, days.from, days.to, after.npi, after.tin, after.month,
      after.lineOfBusiness, after.rate, size + 1
    ) { row in
      (
        key: SequestrationGroupKey(
          npi: try row.value(0), tin: try row.value(1), month: try row.value(2),
          lineOfBusiness: try row.value(3), rate: try row.value(4)),
        group: try group(row)
      )
    }
    return .with {
      $0.groups = found.prefix(size).map(\.group)
      $0.nextPageToken = found.count > size ? found[size - 1].key.token : ""
    }
  }

  private func group(_ row: borrowing Row) throws -> PaymentV1.SequestrationGroup {
    var group = PaymentV1.SequestrationGroup()
    group.billingNPI = try row.value(0)
    group.billingTIN = try row.value(1)
    group.month = try row.value(2, as: Day.self).message
    group.lineOfBusiness = try row.value(3, as: LineOfBusiness.self).message
    group.rateBasisPoints = try row.value(4, as: BasisPoints.self).value
    group.claims = try row.value(5)
    group.members = try row.value(6)
    group.baseAmount = .with(cents: try row.value(7))
    group.sequestered = .with(cents: try row.value(8))
    group.paid = .with(cents: try row.value(9))
    if otherRate != nil { group.whatIfSequestered = .with(cents: try row.value(10)) }
    return group
  }
}

extension TypeV1.Money {
  /// A sum, which may be beyond what a single amount may be.
  fileprivate static func with(cents: Int64) -> TypeV1.Money {
    .with { $0.cents = cents }
  }
}
