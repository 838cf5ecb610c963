import Domain
import DomainMessages
import EligibilityRules
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

/// A load of products, members and categories, posted whole or not at all.
struct EligibilityLoad: Sendable {
  /// How many records of one kind a load has at most.
  static let recordsMax = 50_000

  let planYears: [LoadedPlanYear]
  let members: [LoadedMember]
  let categories: [CategoryEntry]
  let preventive: [PreventiveEntry]
  private let key: String
  private let digest: [UInt8]
  private let time: Instant

  /// A procedure and its category.
  struct CategoryEntry: Hashable, Sendable {
    let procedure: String
    let category: String
  }

  /// A procedure and when it is preventive by law.
  struct PreventiveEntry: Hashable, Sendable {
    let procedure: String
    let service: PreventiveService
  }

  /// Checks every record by itself and against the others of the load.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the record and the field.
  init(_ request: EligibilityV1.LoadEligibilityRequest, at time: Instant) throws {
    self.time = time
    do throws(MessageError) {
      key = "load/" + (try MessageCheck.identifier(request.requestID, "request_id"))
      planYears = try EligibilityLoad.planYears(request.products)
      members = try EligibilityLoad.members(request.members)
      categories = try EligibilityLoad.categories(request.categories)
      preventive = try EligibilityLoad.preventive(request.preventiveServices)
    } catch {
      throw RPCError(error)
    }
    do throws(StorageError) {
      digest = try RequestDigest.sha256(request.protobufBytes())
    } catch {
      throw RPCError(error)
    }
  }

  /// Adds or replaces the records, and appends what changed to `changes`.
  ///
  /// - Throws: ``RPCError``: ABORTED when the name of the load was used for another one;
  ///   INVALID_ARGUMENT when a record does not fit what is stored. Nothing is written then.
  func post(
    to changes: ChangeLog, in transaction: Transaction
  ) throws -> EligibilityV1.LoadEligibilityResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored: return response
    case .keyReused:
      throw RPCError(
        .aborted, "the name of this load was used for another one", reason: "KEY_REUSED")
    case .absent: break
    }
    var catalog = try CatalogPosting(self, in: transaction)
    try catalog.check()
    let log = ChangeWriter(changes: changes, time: time, transaction: transaction)
    try catalog.post(to: log, in: transaction)
    for member in members {
      try MemberPosting(member, in: transaction).post(to: log, in: transaction)
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var response: EligibilityV1.LoadEligibilityResponse {
    var response = EligibilityV1.LoadEligibilityResponse()
    response.products = Int32(clamping: planYears.count)
    response.members = Int32(clamping: members.count)
    response.categories = Int32(clamping: categories.count)
    response.preventiveServices = Int32(clamping: preventive.count)
    return response
  }

  private static func planYears(
    _ messages: [EligibilityV1.Product]
  ) throws(MessageError) -> [LoadedPlanYear] {
    let years = try MessageCheck.list(
      messages, "products", countMax: recordsMax, LoadedPlanYear.init)
    let spans = SpanSet(years.map { SpanSet.Entry($0.terms.productID, $0.days) })
    if let (_, index) = spans.firstOverlap() {
      throw MessageError("products[\(index)]", "overlaps another plan year of the product")
    }
    return years
  }

  private static func members(
    _ messages: [EligibilityV1.Member]
  ) throws(MessageError) -> [LoadedMember] {
    let members = try MessageCheck.list(
      messages, "members", countMax: recordsMax, LoadedMember.init)
    var seen: Set<String> = []
    for (index, member) in members.enumerated()
    where !seen.insert(member.identity.memberID).inserted {
      throw MessageError("members[\(index)].member_id", "is that of an earlier member")
    }
    return members
  }

  private static func preventive(
    _ messages: [EligibilityV1.PreventiveService]
  ) throws(MessageError) -> [PreventiveEntry] {
    try MessageCheck.list(messages, "preventive_services", countMax: recordsMax) {
      message throws(MessageError) in
      PreventiveEntry(
        procedure: try MessageCheck.identifier(message.procedure, "procedure"),
        service: PreventiveService(
          diagnosisPrefix: try diagnosisPrefix(message.diagnosisPrefix),
          days: try DaySpan(message.days, "days")))
    }
  }

  /// Claims carry diagnoses without a dot and in capitals, so that no other prefix would ever fit.
  private static func diagnosisPrefix(_ text: String) throws(MessageError) -> String {
    let prefix = try MessageCheck.optionalIdentifier(text, "diagnosis_prefix")
    guard prefix.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
    else { throw MessageError("diagnosis_prefix", "is not of capitals and digits alone") }
    return prefix
  }

  private static func categories(
    _ messages: [EligibilityV1.CategoryRule]
  ) throws(MessageError) -> [CategoryEntry] {
    let entries = try MessageCheck.list(messages, "categories", countMax: recordsMax) {
      message throws(MessageError) in
      CategoryEntry(
        procedure: try MessageCheck.identifier(message.procedure, "procedure"),
        category: try MessageCheck.identifier(message.category, "category"))
    }
    var seen: Set<String> = []
    for (index, entry) in entries.enumerated() where !seen.insert(entry.procedure).inserted {
      throw MessageError("categories[\(index)].procedure", "is that of an earlier rule")
    }
    return entries
  }
}
