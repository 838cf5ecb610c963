import Domain
import DomainMessages
import Messages
import NetworkRules
import Storage

/// A batch of contract questions, evaluated on one directory.
struct ContractBatch: Sendable {
  /// How many questions a batch has at most.
  static let questionsMax = 1_024

  private enum Item: Sendable {
    case question(ContractQuestion)
    case wrong(MessageError)
  }

  private let items: [Item]

  /// Checks every question; one that is wrong is refused alone.
  ///
  /// - Throws: ``MessageError`` for a batch with too many questions.
  init(_ messages: [NetworkV1.ContractQuestion]) throws(MessageError) {
    guard messages.count <= ContractBatch.questionsMax else {
      throw MessageError("questions", "has more than \(ContractBatch.questionsMax) entries")
    }
    items = messages.map { message in
      do throws(MessageError) {
        return .question(try ContractQuestion(message))
      } catch {
        return .wrong(error)
      }
    }
  }

  /// One result a question, in the same order.
  func results(in directory: NetworkDirectory) -> [NetworkV1.ContractResult] {
    items.map { item in
      var result = NetworkV1.ContractResult()
      switch item {
      case .wrong(let error):
        result.result = .refusal(TypeV1.ItemRefusal(error))
      case .question(let question):
        result.result = .answer(ContractEvaluation.evaluate(question, in: directory).message)
      }
      return result
    }
  }
}
