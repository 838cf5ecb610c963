import Protobuf
import RPC
import ServiceProcess
import TLS

/// Whose claims a caller may reach with one method: everyone's, or those that it sent itself.
///
/// The row of the method says which roles reach everyone's. A caller with several roles reaches with
/// each method what one of them alone would: auditing everyone's claims and voiding one's own do not
/// add up to voiding everyone's. To a submitter "not yours" and "not there" are the same answer.
struct ClaimReader: Hashable, Sendable {
  /// Only claims of this submitter; everyone's when nothing is given.
  let submitter: String?

  /// The claims that the caller of `context` may reach with `method`, by the roles that `people`
  /// gives it today.
  ///
  /// - Throws: UNAVAILABLE with reason `ROLES_UNKNOWN` for a person while nothing is known,
  ///   PERMISSION_DENIED for one whose role has ended since the call began.
  init<Request, Response>(
    _ context: RPCContext, _ people: PeopleRoster, for method: RPCMethod<Request, Response>
  ) throws(RPCError) {
    let actor = try people.actor(context.peer.identity)
    switch PermissionTable.suite[method.path]?.reach(of: actor) ?? .nothing {
    case .everyones: submitter = nil
    case .own: submitter = actor.identity.uri
    case .nothing: throw AccessControl.notAllowed
    }
  }

  /// Whether the caller may reach a claim.
  func maySee(_ claim: ClaimStore.Listed) -> Bool {
    submitter == nil || submitter == claim.submitter
  }
}
