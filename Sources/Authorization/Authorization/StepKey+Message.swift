import DomainMessages
import Messages
import Protobuf

extension StepKey {
  /// The longest name of a step, in bytes.
  private static let stepBytesMax = 32

  /// Reads a key that must be there and whole.
  init(_ message: TypeV1.StepKey?, _ field: String) throws(MessageError) {
    guard let message else { throw MessageError(field, "is missing") }
    guard message.version >= 1 else { throw MessageError("\(field).version", "is less than 1") }
    guard message.attempt >= 1 else { throw MessageError("\(field).attempt", "is less than 1") }
    guard (1...StepKey.stepBytesMax).contains(message.step.utf8.count),
      message.step.utf8.allSatisfy({ StepKey.isAllowedInStep($0) })
    else { throw MessageError("\(field).step", "is not a step's name in lower case") }
    self.init(
      claimID: try MessageCheck.identifier(message.claimID, "\(field).claim_id"),
      version: message.version, attempt: message.attempt, step: message.step)
  }

  /// The key as a message.
  var message: TypeV1.StepKey {
    .with {
      $0.claimID = claimID
      $0.version = version
      $0.attempt = attempt
      $0.step = step
    }
  }

  private static func isAllowedInStep(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
  }
}
