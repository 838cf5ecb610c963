import Domain
import Logging

/// One event as a line of JSON.
struct LogLine {
  let time: Instant
  let service: String
  let event: LogEvent
  /// The metadata of the logger, which that of the event overrides.
  let metadata: Logger.Metadata

  /// Metadata deeper than this is cut off.
  private static let depthMax = 4
  /// Members of one value past this count are left out.
  private static let membersMax = 64

  /// The line with its end.
  var bytes: [UInt8] {
    var text = JSONText()
    text.raw("{\"time\":")
    text.quoted(timestamp)
    text.raw(",\"level\":")
    text.quoted(event.level.rawValue)
    text.raw(",\"service\":")
    text.quoted(service)
    text.raw(",\"message\":")
    text.quoted(event.message.description)
    write(facts, to: &text)
    text.raw("}\n")
    return text.bytes
  }

  private var facts: Logger.Metadata {
    var facts = metadata.merging(event.metadata ?? [:]) { $1 }
    // Only the kind of an error is shown: its text may come from where we have no say.
    if let error = event.error { facts["error.type"] = "\(type(of: error))" }
    return facts
  }

  private var timestamp: String {
    let microseconds = time.microseconds % 1_000_000
    let milliseconds = String(1_000 + (microseconds + 1_000_000) % 1_000_000 / 1_000).dropFirst()
    return "\(time)".dropLast() + ".\(milliseconds)Z"
  }

  private func write(_ facts: Logger.Metadata, to text: inout JSONText) {
    for (name, value) in facts.sorted(by: { $0.key < $1.key }).prefix(Self.membersMax) {
      text.raw(",")
      text.quoted(Self.own.contains(name) ? "\(name)_" : name)
      text.raw(":")
      write(value, depth: 0, to: &text)
    }
  }

  /// The names that the line itself uses.
  private static let own: Set<String> = ["time", "level", "service", "message"]

  private func write(_ value: Logger.MetadataValue, depth: Int, to text: inout JSONText) {
    switch value {
    case _ where depth >= Self.depthMax: text.quoted("…")
    case .string(let string): text.quoted(string)
    case .stringConvertible(let convertible): text.quoted(convertible.description)
    case .array(let values): writeList(values, depth: depth, to: &text)
    case .dictionary(let members): writeMembers(members, depth: depth, to: &text)
    }
  }

  private func writeList(
    _ values: [Logger.MetadataValue], depth: Int, to text: inout JSONText
  ) {
    text.raw("[")
    for (index, value) in values.prefix(Self.membersMax).enumerated() {
      if index > 0 { text.raw(",") }
      write(value, depth: depth + 1, to: &text)
    }
    text.raw("]")
  }

  private func writeMembers(
    _ members: Logger.Metadata, depth: Int, to text: inout JSONText
  ) {
    text.raw("{")
    let sorted = members.sorted { $0.key < $1.key }.prefix(Self.membersMax)
    for (index, (name, value)) in sorted.enumerated() {
      if index > 0 { text.raw(",") }
      text.quoted(name)
      text.raw(":")
      write(value, depth: depth + 1, to: &text)
    }
    text.raw("}")
  }
}
