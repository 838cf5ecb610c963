package import Domain
package import Messages
package import Protobuf

extension TraceStep {
  /// The most steps of a trace that are read.
  package static let stepsMax = 100_000

  /// Reads a step.
  package convenience init(_ message: TypeV1.TraceStep) throws(MessageError) {
    let rule = RuleName(
      try MessageCheck.identifier(message.rule, "rule"), version: Int(message.ruleVersion))
    self.init(
      rule, line: Int(message.lineNumber), facts: message.facts.map { Fact($0.name, $0.value) },
      before: try TraceStep.amount(message.before, "before"),
      after: try TraceStep.amount(message.after, "after"), outcome: message.outcome,
      codes: message.codes)
  }

  /// The step as a message.
  package var message: TypeV1.TraceStep {
    var message = TypeV1.TraceStep()
    message.rule = rule.name
    message.ruleVersion = Int32(clamping: rule.version)
    message.lineNumber = Int32(clamping: lineNumber)
    message.facts = facts.map(\.message)
    message.before = before?.message
    message.after = after?.message
    message.outcome = outcome
    message.codes = codes
    return message
  }

  /// Reads the steps of a trace.
  package static func list(
    _ messages: [EncodedMessage<TypeV1.TraceStep>], _ field: String = "trace"
  ) throws(MessageError) -> [TraceStep] {
    try MessageCheck.list(messages, field, countMax: stepsMax) {
      step throws(MessageError) in try TraceStep(step)
    }
  }

  private convenience init(_ encoded: EncodedMessage<TypeV1.TraceStep>) throws(MessageError) {
    let message: TypeV1.TraceStep
    do throws(ProtobufError) {
      message = try encoded.decoded()
    } catch {
      throw MessageError("step", "cannot be read")
    }
    try self.init(message)
  }

  private static func amount(
    _ message: TypeV1.Money?, _ field: String
  ) throws(MessageError) -> Money? {
    message == nil ? nil : try Money(message, field)
  }
}

extension TraceStep.Fact {
  /// The fact as a message.
  package var message: TypeV1.TraceFact {
    var message = TypeV1.TraceFact()
    message.name = name
    message.value = value
    return message
  }
}
