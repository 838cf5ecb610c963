import Domain
import DomainMessages
import Messages
import RPC
import ServiceProcess
import Storage

/// Streams the changes of the service until the caller goes or the process ends.
struct ChangeFeed: Sendable {
  /// How many changes are read at once.
  private static let pageSize = 200

  /// Where the changes are.
  let log: ChangeLog

  /// Hands each change after `position` to `send`, those that are there and those that follow.
  ///
  /// - Throws: INVALID_ARGUMENT for a negative position; what `send` throws; `CancellationError`.
  func stream(
    after position: Int64, send: (TypeV1.Change) async throws -> Void
  ) async throws {
    guard position >= 0 else { throw RPCError(MessageError("after_position", "is negative")) }
    var last = position
    while true {
      let page = try await RPCError.mapping {
        try await log.nextChanges(after: last, limit: ChangeFeed.pageSize)
      }
      for recorded in page {
        try await send(ChangeFeed.message(recorded))
        last = recorded.position
      }
    }
  }

  private static func message(_ recorded: RecordedChange) -> TypeV1.Change {
    var message = TypeV1.Change()
    message.position = recorded.position
    message.kind = recorded.change.kind
    message.subject = recorded.change.subject.exposed
    message.days = recorded.change.days.message
    message.madeAt = recorded.change.at.message
    return message
  }
}
