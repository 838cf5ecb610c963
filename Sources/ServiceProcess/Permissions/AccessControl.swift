import NIOCore
package import RPC
import Synchronization

/// Decides before each call whether it may be made: by the table, by the roles of today, by its rate.
///
/// It fails closed: a method without a row is nobody's, and a person of whom nothing is known yet is
/// told to come back.
package final class AccessControl: Sendable {
  private let permissions: PermissionTable
  private let people: PeopleRoster
  private let nanoseconds: @Sendable () -> Int64
  private let limiter = Mutex(RateLimiter())

  /// Decides by that table and those people.
  ///
  /// - Parameter nanoseconds: A time that never goes back; the system's when none is given.
  package init(
    _ permissions: PermissionTable, _ people: PeopleRoster,
    nanoseconds: @escaping @Sendable () -> Int64 = {
      Int64(clamping: NIODeadline.now().uptimeNanoseconds)
    }
  ) {
    self.permissions = permissions
    self.people = people
    self.nanoseconds = nanoseconds
  }

  /// Whether a call may begin, and how large its request may be.
  ///
  /// A method that is not served passes, so that the caller hears UNIMPLEMENTED. A method that is
  /// served and has no row is refused. What leads to either counts against a rate of its own
  /// (``RateClass/refused``), so that nobody asks for what is not theirs as often as they like.
  package func admit(_ head: RPCCallHead) -> RPCAdmissionDecision {
    guard head.isKnownMethod else {
      return excess(.refused, head.peer).map { .refuse($0) } ?? .admit(requestBytesMax: 0)
    }
    guard let row = permissions[head.path] else {
      return .refuse(excess(.refused, head.peer) ?? AccessControl.notAllowed)
    }
    if let error = refusal(row, head.peer) {
      // What nobody can say now is no fault of the caller.
      guard error.code == .permissionDenied else { return .refuse(error) }
      return .refuse(excess(.refused, head.peer) ?? error)
    }
    if let error = excess(row.rateClass, head.peer) { return .refuse(error) }
    return .admit(requestBytesMax: row.requestBytesMax)
  }

  private func refusal(_ row: Permission, _ peer: RPCPeer) -> RPCError? {
    guard row.callers != .anyone else { return nil }
    do throws(RPCError) {
      let actor = try people.actor(peer.identity)
      return row.reach(of: actor) == .nothing ? AccessControl.notAllowed : nil
    } catch {
      return error
    }
  }

  private func excess(_ rateClass: RateClass, _ peer: RPCPeer) -> RPCError? {
    let bucket = RateLimiter.Bucket(identity: peer.identity, rateClass: rateClass)
    let now = nanoseconds()
    switch limiter.withLock({ $0.call(bucket, at: now) }) {
    case .admit: return nil
    case .refuse(let wait):
      return RPCError(
        .resourceExhausted, "the caller makes more calls in a second than it may",
        reason: AccessControl.rateLimited, retryDelay: .nanoseconds(wait))
    }
  }

  /// The reason of a refusal by rate.
  package static let rateLimited = "RATE_LIMITED"

  /// What a caller without the role hears.
  package static let notAllowed = RPCError(
    .permissionDenied, "the caller may not use this method", reason: "NOT_ALLOWED")
}
