import RPC
import ServiceProcess
import TLS

/// Whose claims a caller may see: an examiner, auditor or operator everyone's, a submitter its own.
///
/// To a submitter "not yours" and "not there" are the same answer.
struct ClaimReader: Hashable, Sendable {
  /// Only claims of this submitter; everyone's when nothing is given.
  let submitter: String?

  /// The claims that the caller of `context` may see with the roles that `people` gives it today.
  ///
  /// - Throws: UNAVAILABLE with reason `ROLES_UNKNOWN` for a person while nothing is known.
  init(_ context: RPCContext, _ people: PeopleRoster) throws(RPCError) {
    let actor = try people.actor(context.peer.identity)
    let seesAll = !actor.roles.isDisjoint(with: [.examiner, .auditor, .operator])
    submitter = seesAll ? nil : actor.identity.uri
  }

  /// Whether the caller may see a claim.
  func maySee(_ claim: ClaimStore.Listed) -> Bool {
    submitter == nil || submitter == claim.submitter
  }
}
