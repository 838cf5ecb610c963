import Domain
import DomainMessages
import EligibilityRules
import Messages
import Storage

/// A batch of coverage questions: read and evaluated on one snapshot of the store.
struct CoverageBatch: Sendable {
  /// How many questions a batch has at most.
  static let questionsMax = 1_024

  private let questions: [Result<CoverageQuestion, MessageError>]

  /// Checks every question; one that is wrong is refused alone.
  ///
  /// - Throws: ``MessageError`` for a batch with too many questions.
  init(_ messages: [EligibilityV1.CoverageQuestion]) throws(MessageError) {
    guard messages.count <= CoverageBatch.questionsMax else {
      throw MessageError("questions", "has more than \(CoverageBatch.questionsMax) entries")
    }
    questions = messages.map { message in
      Result { () throws(MessageError) in try CoverageQuestion(message) }
    }
  }

  /// One result a question, in the same order.
  func results(
    in reader: some StoreReading, catalogs: CatalogCache
  ) throws -> [EligibilityV1.CoverageResult] {
    let head = try CoverageBatch.head(in: reader)
    let catalog = try catalogs.catalog(head.catalogVersion, in: reader)
    return try questions.map { question in
      var result = EligibilityV1.CoverageResult()
      switch question {
      case .failure(let error):
        result.result = .refusal(TypeV1.ItemRefusal(error))
      case .success(let question):
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
