import Domain
import RPC
import ServiceProcess
import TLS
import Testing

/// Short ways to the values of these tests.
enum Sample {
  static let today = Day(number: 20_000)

  static func identity(_ kind: TLSIdentity.Kind, _ name: String) throws -> TLSIdentity {
    try #require(TLSIdentity(kind: kind, name: name))
  }

  static func peer(_ kind: TLSIdentity.Kind, _ name: String) throws -> RPCPeer {
    RPCPeer(identity: try identity(kind, name), serialNumber: "0A")
  }

  /// A day so many days from today.
  static func day(_ offset: Int) -> Day { today.adding(days: offset) }

  /// People who hold one role each, for ever.
  static func snapshot(_ people: [String: Roles], revision: Int64 = 1) -> PeopleSnapshot {
    PeopleSnapshot(
      revision: revision,
      people: people.mapValues { [RoleGrant($0, on: DaySpan(from: .first))] })
  }

  /// The people of the matrix: one of each role under the role's name.
  static var onePersonOfEachRole: PeopleSnapshot {
    snapshot(
      Dictionary(uniqueKeysWithValues: Roles.ofPeople.map { ($0.name, $0.role) }))
  }
}

extension AccessControl {
  /// Why a call may not begin, or nothing when it may.
  func refusal(_ path: String, isKnownMethod: Bool, _ peer: RPCPeer) -> RPCError? {
    switch admit(RPCCallHead(path: path, isKnownMethod: isKnownMethod, peer: peer)) {
    case .admit: nil
    case .refuse(let error): error
    }
  }
}
