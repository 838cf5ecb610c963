import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

/// Streams the changes of the service until the caller goes.
struct ChangeFeed: Sendable {
  /// How many changes are read at once.
  private static let pageSize = 200

  /// Where the changes are.
  let log: ChangeLog

  /// Hands each change after `position` to `send`, those there are and those that follow.
  ///
  /// - Throws: INVALID_ARGUMENT for a negative position; what `send` throws; `CancellationError`.
  func stream(
    after position: Int64, send: (TypeV1.Change) async throws -> Void
  ) async throws {
    guard position >= 0 else {
      throw RPCError(MessageError("after_position", "is negative"))
    }
    var last = position
    while true {
      let page = try await RPCError.mapping {
        try await log.nextChanges(after: last, limit: ChangeFeed.pageSize)
      }
      for change in page {
        try await send(ChangeFeed.message(change))
        last = change.position
      }
    }
  }

  private static func message(_ recorded: RecordedChange) -> TypeV1.Change {
    .with {
      $0.position = recorded.position
      $0.kind = recorded.change.kind
      $0.subject = recorded.change.subject.exposed
      $0.days = recorded.change.days.message
      $0.madeAt = recorded.change.at.message
    }
  }
}
