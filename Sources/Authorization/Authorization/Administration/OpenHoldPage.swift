import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import Storage

/// One page of the open holds, oldest first.
struct OpenHoldPage: Sendable {
  /// The most holds of a page.
  static let sizeMax: Int32 = 1_000
  /// The holds of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  private let size: Int
  private let after: Int64

  /// Checks what a caller asks.
  init(_ request: AuthorizationV1.ListHoldsRequest) throws {
    guard (0...OpenHoldPage.sizeMax).contains(request.pageSize) else {
      throw RPCError(MessageError("page_size", "is not 1 to \(OpenHoldPage.sizeMax)"))
    }
    let isFirst = request.pageToken.isEmpty
    guard let after = isFirst ? 0 : Int64(request.pageToken), after >= 0 else {
      throw RPCError(MessageError("page_token", "was not given by this method"))
    }
    self.size = Int(request.pageSize == 0 ? OpenHoldPage.sizeDefault : request.pageSize)
    self.after = after
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> AuthorizationV1.ListHoldsResponse {
    let found = try reader.rows(
      """
      SELECT h.hold_id, h.key, h.business_time FROM open_hold o \
      JOIN hold h ON h.hold_id = o.hold_id WHERE o.hold_id > $1 ORDER BY o.hold_id LIMIT $2
      """, after, size + 1, read: OpenHoldPage.hold)
    return .with { response in
      response.holds = found.prefix(size).map(\.message)
      response.nextPageToken = found.count > size ? String(found[size - 1].id) : ""
    }
  }

  private static func hold(
    _ row: borrowing Row
  ) throws -> (id: Int64, message: AuthorizationV1.OpenHold) {
    guard let key = StepKey(text: try row.value(1)) else {
      throw StorageError(.corrupt, "the key of a hold cannot be read")
    }
    let time = try row.value(2, as: Instant.self)
    let message = AuthorizationV1.OpenHold.with {
      $0.key = key.message
      $0.businessTime = time.message
    }
    return (try row.value(0), message)
  }
}
