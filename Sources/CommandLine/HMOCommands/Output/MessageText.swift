import Domain
import Messages
import Protobuf

extension ProtobufMessage {
  /// The message as JSON, in several lines unless `isPretty` is false.
  func json(isPretty: Bool = true) throws -> String {
    try ProtobufJSON.encode(
      self, pool: MessagesDescriptors.pool,
      options: ProtobufJSON.Options(isPretty: isPretty, emitsDefaults: true))
  }
}

extension TypeV1.Money {
  /// The amount as people write it.
  var text: String { Money(cents: cents).description }
}

extension TypeV1.Instant {
  /// The moment as people write it.
  var text: String { Instant(microseconds: microseconds).description }

  /// The moment to the microsecond.
  var preciseText: String { Self.text(microseconds: microseconds) }

  /// A moment as `2026-03-10T14:05:09.000123Z`.
  static func text(microseconds: Int64) -> String {
    let rest = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000
    let fraction = String(1_000_000 + rest).dropFirst()
    return Instant(microseconds: microseconds).description.dropLast() + ".\(fraction)Z"
  }
}

extension ClaimV1.ClaimState {
  /// The state as people say it.
  var text: String {
    switch self {
    case .accepted: "accepted"
    case .pended: "pended"
    case .payable: "payable"
    case .denied: "denied"
    case .paid: "paid"
    case .voided: "voided"
    case .encounter: "encounter"
    case .replaced: "replaced"
    case .suspended: "suspended"
    default: "state \(rawValue)"
    }
  }
}
