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
  }

  /// The path of the method.
  package let path: String
  /// Who may call it.
  package let callers: Callers
  /// Whether a call may change what is stored.
  package let changesState: Bool
  /// How large one request may be.
  package let requestBytesMax: Int
  /// How often one identity may call it and its like.
  package let rateClass: RateClass

  /// A method that only reads.
  package static func reads<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ callers: Callers,
    requestBytesMax: Int = Permission.smallRequestBytesMax, rate: RateClass = .question
  ) -> Permission {
    Permission(
      path: method.path, callers: callers, changesState: false,
      requestBytesMax: requestBytesMax, rateClass: rate)
  }

  /// A method that changes what is stored.
  package static func changes<Request, Response>(
    _ method: RPCMethod<Request, Response>, _ callers: Callers,
    requestBytesMax: Int = Permission.batchRequestBytesMax, rate: RateClass = .administration
  ) -> Permission {
    Permission(
      path: method.path, callers: callers, changesState: true,
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

  /// Whether `actor` may call.
  package func allows(_ actor: Actor) -> Bool {
    switch callers {
    case .anyone: true
    case .roles(let roles): !roles.isDisjoint(with: actor.roles)
    }
  }
}
