import Domain
import DomainMessages
import EligibilityRules
import Messages
import Storage

/// A batch of coverage questions: read and evaluated on one snapshot of the store.
struct CoverageBatch: Sendable {
  /// How many questions a batch has at most.
  static let questionsMax = 1_024

  private enum Item: Sendable {
    case question(CoverageQuestion)
    case wrong(MessageError)
  }

  private let items: [Item]

  /// Checks every question; one that is wrong is refused alone.
  ///
  /// - Throws: ``MessageError`` for a batch with too many questions.
  init(_ messages: [EligibilityV1.CoverageQuestion]) throws(MessageError) {
    guard messages.count <= CoverageBatch.questionsMax else {
      throw MessageError("questions", "has more than \(CoverageBatch.questionsMax) entries")
    }
    items = messages.map { message in
      do throws(MessageError) {
        return .question(try CoverageQuestion(message))
      } catch {
        return .wrong(error)
      }
    }
  }

  /// One result a question, in the same order.
  func results(
    in reader: some StoreReading, catalogs: CatalogCache
  ) throws -> [EligibilityV1.CoverageResult] {
    let head = try CoverageBatch.head(in: reader)
    let catalog = try catalogs.catalog(head.catalogVersion, in: reader)
    return try items.map { item in
      var result = EligibilityV1.CoverageResult()
      switch item {
      case .wrong(let error):
        result.result = .refusal(TypeV1.ItemRefusal(error))
      case .question(let question):
        var facts = try CoverageBatch.facts(for: question, catalog: catalog, in: reader)
        facts.feedPosition = head.position
        result.result = .answer(facts.message)
      }
      return result
    }
  }

  private static func facts(
    for question: CoverageQuestion, catalog: ProductCatalog, in reader: some StoreReading
  ) throws -> CoverageFacts {
    let member = try MemberRows.member(question.person.memberID, in: reader)
    let namesakes =
      member == nil ? try MemberRows.namesakes(of: question.person, in: reader) : []
    return CoverageEvaluation.evaluate(
      question, member: member, namesakes: namesakes, catalog: catalog)
  }

  /// The last position of the feed and the version of the catalog, as the snapshot has them.
  private static func head(
    in reader: some StoreReading
  ) throws -> (position: Int64, catalogVersion: Int64) {
    let head = try reader.first(
      """
      SELECT COALESCE((SELECT MAX(position) FROM change), 0), version FROM catalog_version \
      WHERE id = 1
      """
    ) { row in
      (position: try row.value(0, as: Int64.self), catalogVersion: try row.value(1, as: Int64.self))
    }
    guard let head else {
      throw StorageError(.corrupt, "the store has lost the version of its catalog")
    }
    return head
  }
}
