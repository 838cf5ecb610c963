import Domain
import Messages
import Protobuf
import RPC

/// One page of the audit trail, oldest first.
struct AuditPage: Sendable {
  /// The most records of a page.
  static let sizeMax: Int32 = 1_000
  /// The records of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  private let size: Int
  private let after: Int64

  /// Checks what a caller asks.
  ///
  /// - Throws: INVALID_ARGUMENT that names the field.
  init(_ request: StatusV1.ListAuditRecordsRequest) throws(RPCError) {
    guard (0...AuditPage.sizeMax).contains(request.pageSize) else {
      throw AuditPage.invalid("page_size", "is not 1 to \(AuditPage.sizeMax)")
    }
    let isFirst = request.pageToken.isEmpty
    guard let after = isFirst ? 0 : Int64(request.pageToken), after >= 0 else {
      throw AuditPage.invalid("page_token", "was not given by this method")
    }
    size = Int(request.pageSize == 0 ? AuditPage.sizeDefault : request.pageSize)
    self.after = after
  }

  private static func invalid(_ field: String, _ problem: String) -> RPCError {
    RPCError(
      .invalidArgument, "\(field) \(problem)", reason: "FIELD_INVALID",
      fieldViolations: [FieldViolation(field: field, description: problem)])
  }

  /// Reads the page.
  func read(from trail: AuditTrail) async throws -> StatusV1.ListAuditRecordsResponse {
    let found = try await trail.page(after: after, count: size + 1)
    return .with { response in
      response.records = found.prefix(size).map(\.message)
      response.nextPageToken = found.count > size ? String(found[size - 1].position) : ""
    }
  }
}

extension AuditRecord {
  /// The record as a message.
  fileprivate var message: StatusV1.AuditRecord {
    .with {
      $0.position = position
      $0.at = .with { $0.microseconds = at.microseconds }
      $0.identity = call.identity
      $0.serialNumber = call.serialNumber
      $0.path = call.path
      $0.status = call.status
      $0.reason = call.reason
      $0.calls = calls
      $0.previousDigest = previousDigest
      $0.digest = digest
    }
  }
}
