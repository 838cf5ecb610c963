import Messages
import Protobuf
package import RPC

/// One row of the table of permissions: who may call a method, and what a call of it is like.
package struct Permission: Hashable, Sendable {
  /// Who may call.
  package enum Callers: Hashable, Sendable {
    /// Everyone with a valid identity.
    case anyone
    /// Everyone with one of these roles.
    case roles(Roles)
    /// Everyone with one of the first roles for records of their own, everyone with one of the others
    /// for all records.
    ///
    /// Both stand in one row because a person may hold several roles: what one role may do with its
    /// own, and another with everyone's under another method, is never added up.
    case owners(Roles, everyones: Roles)
  }

  /// Whose records a caller reaches with a method.
  package enum Reach: Hashable, Sendable {
    /// Nobody's: the caller may not call.
    case nothing
    /// Those that came in under the caller's own identity.
    case own
    /// Everyone's.
    case everyones
  }

  /// The path of the method.
  package let path: String
  /// Who may call it.
  package let callers: Callers
  /// Whether a call may change what is stored.
  package let changesState: Bool
  /// Whether an answer may hold something of a member, so that it is recorded who read it.
  package let showsMemberData: Bool
  /// How large one request may be.
  package let requestBytesMax: Int
  /// How often one identity may call it and its like.
  package let rateClass: RateClass

  /// A method that only reads.
  package static func reads<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ callers: Callers,
    showsMemberData: Bool = false, requestBytesMax: Int = Permission.smallRequestBytesMax,
    rate: RateClass = .question
  ) -> Permission {
    Permission(
      path: method.path, callers: callers, changesState: false, showsMemberData: showsMemberData,
      requestBytesMax: requestBytesMax, rateClass: rate)
  }

  /// A method that changes what is stored; each of its calls is recorded, whatever it shows.
  package static func changes<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ callers: Callers,
    requestBytesMax: Int = Permission.batchRequestBytesMax, rate: RateClass = .administration
  ) -> Permission {
    Permission(
      path: method.path, callers: callers, changesState: true, showsMemberData: false,
      requestBytesMax: requestBytesMax, rateClass: rate)
  }

  /// The limit for a question: 64 KiB.
  package static let smallRequestBytesMax = 64 * 1024
  /// The limit for a batch: 4 MiB.
  package static let batchRequestBytesMax = 4 * 1024 * 1024

  /// Whether a call that failed with UNAVAILABLE may be made again as it was: it only reads, or it
  /// carries a key. The interface says so, where every client reads it.
  package var isSafeToRetry: Bool {
    MessagesDescriptors.pool.method(path: path)?.isSafeToRepeat ?? false
  }

  /// Whose records `actor` reaches.
  package func reach(of actor: Actor) -> Reach {
    switch callers {
    case .anyone: .everyones
    case .roles(let roles): roles.isDisjoint(with: actor.roles) ? .nothing : .everyones
    case .owners(let owners, let others):
      if !others.isDisjoint(with: actor.roles) {
        .everyones
      } else {
        owners.isDisjoint(with: actor.roles) ? .nothing : .own
      }
    }
  }
}
