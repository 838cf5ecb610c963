import Domain
import DomainMessages
import Messages
import Protobuf
import RPC
import ServiceProcess
import Storage

/// A load of people, posted whole or not at all.
struct PeopleLoad: Sendable {
  /// How many people a load has at most.
  static let peopleMax = 1_000

  private let requestID: String
  private let digest: [UInt8]
  private let people: [LoadedPerson]
  private let time: Instant
  private let caller: String

  /// Checks every person of a load that `caller` makes, by the name in the certificate.
  ///
  /// - Throws: INVALID_ARGUMENT that names the person's place and the field.
  init(_ request: AuthorizationV1.LoadPeopleRequest, at time: Instant, by caller: String) throws {
    do throws(MessageError) {
      requestID = try MessageCheck.identifier(request.requestID, "request_id")
      people = try MessageCheck.list(
        request.people, "people", countMax: PeopleLoad.peopleMax, LoadedPerson.init)
      try PeopleLoad.checkUnique(people)
    } catch {
      throw RPCError(error)
    }
    digest = try RequestDigest.sha256(request.protobufBytes())
    self.time = time
    self.caller = caller
  }

  /// Gives each person the roles of the load, and tells `roster` once that is durable.
  ///
  /// - Throws: ABORTED when the request's name was used for another load; FAILED_PRECONDITION when
  ///   there would be too many people or roles.
  func post(
    to roster: PeopleRoster, in transaction: Transaction
  ) throws -> AuthorizationV1.LoadPeopleResponse {
    let key = "people/" + requestID
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored: return response
    case .keyReused:
      throw RPCError(
        .aborted, "The name of this load was used for another one.", reason: "KEY_REUSED")
    case .absent: break
    }
    let revision = try PeopleRows.noteLoad(requestID, at: time, by: caller, in: transaction)
    for person in people {
      try PeopleRows.replace(person, in: transaction)
      try PeopleHistory.add(person, revision: revision, in: transaction)
    }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    let snapshot = try PeopleRows.snapshot(in: transaction)
    try PeopleLoad.checkRoom(snapshot)
    transaction.afterCommit { roster.replace(with: snapshot) }
    return response
  }

  private var response: AuthorizationV1.LoadPeopleResponse {
    .with { $0.people = Int32(clamping: people.count) }
  }

  private static func checkUnique(_ people: [LoadedPerson]) throws(MessageError) {
    var seen: Set<String> = []
    for (index, person) in people.enumerated() where !seen.insert(person.personID).inserted {
      throw MessageError("people[\(index)].person_id", "is that of an earlier person")
    }
  }

  private static func checkRoom(_ snapshot: PeopleSnapshot) throws(RPCError) {
    guard snapshot.people.count <= PeopleSnapshot.peopleMax else {
      throw RPCError(
        .failedPrecondition, "There are \(PeopleSnapshot.peopleMax) people at most.",
        reason: "TOO_MANY_PEOPLE")
    }
    let grants = snapshot.people.values.reduce(0) { $0 + $1.count }
    guard grants <= PeopleSnapshot.grantsMax else {
      throw RPCError(
        .failedPrecondition,
        "All people together are given \(PeopleSnapshot.grantsMax) roles at most.",
        reason: "TOO_MANY_ROLES")
    }
  }
}
