import RPC
import ServiceProcess
import TLS

/// Whose claims a caller may see: an examiner or auditor everyone's, a submitter its own.
///
/// To a submitter "not yours" and "not there" are the same answer.
struct ClaimReader: Hashable, Sendable {
  /// Only claims of this submitter; everyone's when nothing is given.
  let submitter: String?

  /// The claims that the caller of `context` may see.
  init(_ context: RPCContext) {
    let seesAll = !context.actor.roles.isDisjoint(with: [.examiner, .auditor, .operator])
    submitter = seesAll ? nil : context.peer.identity.uri
  }

  /// Whether the caller may see a claim.
  func maySee(_ claim: ClaimStore.Listed) -> Bool {
    submitter == nil || submitter == claim.submitter
  }
}
