import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf

extension ClaimRun {
  /// What follows from the stored facts once authorization has answered, or need not.
  var answeredLines: AnsweredLines {
    get throws(MessageError) {
      let reasons = facts.reasons.compactMap { item in
        Reason(rawValue: item.reason).map { (line: Int(item.lineNumber), reason: $0) }
      }
      let packaged = facts.packagedLines.map { line in
        (line: Int(line.lineNumber), into: line.intoLines.map(Int.init), pends: line.pends)
      }
      var hold: HoldFacts?
      if let holdAnswer { hold = try HoldFacts(holdAnswer) }
      return AnsweredLines(
        reasons: Dictionary(grouping: reasons, by: \.line).mapValues { $0.map(\.reason) },
        letters: facts.letterLines.map(LetterLine.init),
        contract: try contractOfLetters,
        packagedInto: Dictionary(
          packaged.map { ($0.line, $0.into) }, uniquingKeysWith: { first, _ in first }),
        packagedPends: Dictionary(
          packaged.map { ($0.line, $0.pends.compactMap(PendReason.init(rawValue:))) },
          uniquingKeysWith: { first, _ in first }), hold: hold)
    }
  }

  /// The network's answer, which only letters need.
  private var contractOfLetters: ContractFacts {
    get throws(MessageError) {
      guard !facts.letterLines.isEmpty, let contract = facts.contract else {
        return ContractFacts()
      }
      return try ContractFacts(contract)
    }
  }

  /// How the lines were screened whose letter of agreement does not count.
  var traceWithoutLetters: [EncodedMessage<TypeV1.TraceStep>] {
    guard holdAnswer != nil, !facts.letterLines.isEmpty, let answered = try? answeredLines
    else { return [] }
    let lines = Set(answered.withoutLetter.map(\.lineNumber))
    return facts.letterLines.filter { lines.contains(Int($0.lineNumber)) }.flatMap(\.trace)
  }
}

extension LetterLine {
  /// What holds for a line as it was stored; its trace stays with the message.
  init(_ message: ClaimV1.LetterLine) {
    self.init(
      lineNumber: Int(message.lineNumber),
      reasons: message.reasons.compactMap(Reason.init(rawValue:)),
      pends: message.pends.compactMap(PendReason.init(rawValue:)),
      isAuthorizationRequired: message.isAuthorizationRequired)
  }

  /// What holds for a line, as it is stored.
  var message: ClaimV1.LetterLine {
    .with {
      $0.lineNumber = Int32(clamping: lineNumber)
      $0.reasons = reasons.map(\.rawValue)
      $0.pends = pends.map(\.rawValue)
      $0.isAuthorizationRequired = isAuthorizationRequired
      $0.trace = trace.map(\.encoded)
    }
  }
}
