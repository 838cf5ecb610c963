import Domain
import Logging
import Messages
import Protobuf
import RPC
import ServiceProcess

/// Follows authorization's stream of people and their roles.
///
/// Each message holds all people, so that nothing is stored and nothing is missed: after a loss the
/// next stream begins with what holds then. Until then what was told last ages in the roster.
struct PeopleFeed: Sendable {
  /// Hands over what authorization tells of people until the stream ends.
  typealias Watch =
    @Sendable (
      _ act: (AuthorizationV1.WatchPeopleResponse) throws -> Void
    ) async throws -> Void

  let people: PeopleRoster
  let log: Logger
  let machine: MachineClock
  let watch: Watch

  /// Nothing is known of people until the stream tells.
  init(
    people: PeopleRoster, log: Logger, machine: MachineClock = .system, watch: @escaping Watch
  ) {
    self.people = people
    self.log = log
    self.machine = machine
    self.watch = watch
    people.expect()
  }

  /// Follows the stream until the surrounding task is cancelled.
  func run() async {
    let backoff = Backoff(first: .milliseconds(50), longest: .seconds(2))
    var failures = 0
    while !Task.isCancelled {
      do {
        try await watch { response in
          people.replace(with: try PeopleSnapshot(response))
          failures = 0
        }
      } catch {
        note(error, after: failures)
      }
      people.loseTouch()
      failures += 1
      await machine.pause(for: backoff.delay(after: failures))
    }
  }

  private func note(_ error: any Error, after failures: Int) {
    guard failures == 2 else { return }
    let code = (error as? RPCError).map { "\($0.code)" } ?? "\(type(of: error))"
    log.warning("The roles of people cannot be followed", metadata: ["error": .string(code)])
  }
}

extension PeopleSnapshot {
  /// Reads what authorization tells; a person who cannot be read ends the reading, because a part of
  /// the people is not all of them.
  init(_ message: AuthorizationV1.WatchPeopleResponse) throws(RPCError) {
    guard message.people.count <= PeopleSnapshot.peopleMax else { throw PeopleSnapshot.damaged }
    var people: [String: [RoleGrant]] = [:]
    for person in message.people {
      guard people[person.personID] == nil else { throw PeopleSnapshot.damaged }
      var grants: [RoleGrant] = []
      for role in person.roles {
        guard let grant = RoleGrant(role) else { throw PeopleSnapshot.damaged }
        grants.append(grant)
      }
      people[person.personID] = grants
    }
    self.init(revision: message.revision, people: people)
  }

  private static let damaged = RPCError(
    .dataLoss, "what is told of people cannot be read", reason: "PEOPLE_DAMAGED")
}

extension RoleGrant {
  fileprivate init?(_ message: AuthorizationV1.RoleGrant) {
    guard let from = message.days?.from.flatMap({ Day(checkedNumber: $0.days) }),
      let to = message.days?.to.flatMap({ Day(checkedNumber: $0.days) }),
      let days = DaySpan(checkedFrom: from, to: to)
    else { return nil }
    self.init(Roles(message.role), on: days)
  }
}

extension Roles {
  /// The role with that code; none for a code of a later version, which opens nothing here.
  fileprivate init(_ code: AuthorizationV1.Role) {
    switch code {
    case .submitter: self = .submitter
    case .examiner: self = .examiner
    case .nurse: self = .nurse
    case .physician: self = .physician
    case .auditor: self = .auditor
    case .operator: self = .operator
    default: self = []
    }
  }
}
