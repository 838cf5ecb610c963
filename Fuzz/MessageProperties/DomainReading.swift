import Domain
import DomainMessages
import Messages
import Properties
import Protobuf

/// Turns messages into domain values, where there is a way.
///
/// It is a value or an error and never a trap; and a value that is written as a message is read the
/// same again.
enum DomainReading {
  static func check(_ message: any ProtobufMessage) throws(BrokenProperty) {
    switch message {
    case let message as EligibilityV1.CoverageAnswer:
      try check(message, CoverageFacts.init) { $0.message }
    case let message as NetworkV1.ContractAnswer:
      try check(message, ContractFacts.init) { $0.message }
    case let message as AuthorizationV1.HoldAnswer:
      try check(message, HoldFacts.init) { $0.message }
    case let message as PaymentV1.ClaimDecision:
      try check(message, ClaimDecision.init) {
        $0.message(
          claimID: message.claimID, version: message.version, reversing: message.reversesVersion)
      }
    case let message as PaymentV1.LineDecision:
      try check(message, LineDecision.init) { $0.message }
    case let message as PaymentV1.BilledLine:
      try check(message, BilledLine.init) { $0.message }
      _ = try? BilledLine.reasons(in: message)
    default: try checkParts(message)
    }
  }

  private static func checkParts(_ message: any ProtobufMessage) throws(BrokenProperty) {
    switch message {
    case let message as PaymentV1.AccumulatorBalance:
      try check(message, AccumulatorBalance.init) { $0.message }
    case let message as PaymentV1.AccumulatorPosting:
      try check(message, AccumulatorPosting.init) { $0.message }
    case let message as PaymentV1.CopayVisit:
      try check(message, CopayVisit.init) { $0.message }
    case let message as EligibilityV1.ProductTerms:
      try check(message, ProductTerms.init) { $0.message }
    case let message as EligibilityV1.BenefitRow:
      try check(message, BenefitRow.init) { $0.message }
    case let message as TypeV1.Stay:
      try check(message, Stay.init) { $0.message }
    case let message as TypeV1.TraceStep:
      try check(message, TraceStep.init) { $0.message }
    default: return
    }
  }

  private static func check<Message: ProtobufMessage, Value: Equatable>(
    _ message: Message, _ read: (Message) throws(MessageError) -> Value,
    _ write: (Value) -> Message
  ) throws(BrokenProperty) {
    guard let value = try? read(message) else { return }
    let written = write(value)
    let again: Value
    do throws(MessageError) {
      again = try read(written)
    } catch {
      throw BrokenProperty("a value of \(Message.protobufName) that was written can be read")
    }
    try BrokenProperty.require(
      again == value, "a value of \(Message.protobufName) comes back as it was")
  }
}
