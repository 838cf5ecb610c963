import Domain
import Messages
import Protobuf

/// A time as people write it: a moment, or noon of a day.
struct Moment: Hashable, Sendable, Comparable {
  /// Microseconds since 1970-01-01T00:00:00Z.
  let microseconds: Int64

  private static let noon: Int64 = 12 * 3_600 * 1_000_000

  /// Reads `2026-03-10` or `2026-03-10T09:00:00Z`; nothing when it is neither.
  init?(_ text: String) {
    if let day = Day(iso: text) {
      microseconds = Instant(startOf: day).microseconds + Moment.noon
      return
    }
    guard text.utf8.count <= 40, !text.contains("\""), !text.contains("\\"),
      let request = try? ProtobufJSON.decode(
        ClaimV1.SetBusinessTimeRequest.self, json: "{\"businessTime\": \"\(text)\"}",
        pool: MessagesDescriptors.pool),
      let instant = request.businessTime
    else { return nil }
    microseconds = instant.microseconds
  }

  static func < (left: Moment, right: Moment) -> Bool {
    left.microseconds < right.microseconds
  }
}
