import Domain
import EDI

/// The envelope of the answers of these tests, and what they become.
enum AnswerEnvelope {
  static var envelope: X12OutgoingEnvelope {
    X12OutgoingEnvelope(
      sender: "EXAMPLEHMO", receiver: "CLINICS", interchangeControlNumber: 7,
      groupControlNumber: 8, instant: Instant(microseconds: 1_795_262_400_000_000),
      usage: .test)
  }

  /// The segments between ST and SE, both included.
  static func content(of bytes: [UInt8]) -> [String] {
    let segments = String(decoding: bytes, as: UTF8.self).split(separator: "~").map(String.init)
    return Array(segments.dropFirst(2).dropLast(2))
  }
}
