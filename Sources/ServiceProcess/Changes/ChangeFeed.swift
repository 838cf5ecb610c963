import Domain
package import Messages
import RPC
package import Storage

/// Streams the changes of a service's store until the caller goes or the process ends.
package struct ChangeFeed: Sendable {
  /// How many changes are read at once.
  private static let pageSize = 200

  private let log: ChangeLog

  /// The feed over a store's log.
  package init(log: ChangeLog) {
    self.log = log
  }

  /// Hands each change after `position` to `send`, those that are there and those that follow.
  ///
  /// - Throws: INVALID_ARGUMENT for a negative position; what `send` throws; `CancellationError`.
  package func stream(
    after position: Int64, send: (TypeV1.Change) async throws -> Void
  ) async throws {
    guard position >= 0 else {
      throw RPCError(
        .invalidArgument, "the position is negative", reason: "FIELD_INVALID",
        fieldViolations: [FieldViolation(field: "after_position", description: "is negative")])
    }
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
    var (from, to, madeAt) = (TypeV1.Day(), TypeV1.Day(), TypeV1.Instant())
    from.days = recorded.change.days.from.number
    to.days = recorded.change.days.to.number
    madeAt.microseconds = recorded.change.at.microseconds
    var days = TypeV1.DaySpan()
    days.from = from
    days.to = to
    var message = TypeV1.Change()
    message.position = recorded.position
    message.kind = recorded.change.kind
    message.subject = recorded.change.subject.exposed
    message.days = days
    message.madeAt = madeAt
    return message
  }
}
