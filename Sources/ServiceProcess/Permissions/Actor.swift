package import RPC
package import TLS

/// Who calls, as handlers see it: what the certificate says and the roles that follow from it.
///
/// Nothing in a request can alter it.
package struct Actor: Hashable, Sendable {
  /// The identity in the certificate.
  package let identity: TLSIdentity
  /// What it may act as.
  package let roles: Roles

  /// The actor behind an identity.
  ///
  /// In this version roles follow from the name alone: the gateway process, the program `hmo`, the
  /// program `integrator`, and persons, who are examiners. Everyone else has no role.
  package init(_ identity: TLSIdentity) {
    self.identity = identity
    switch (identity.kind, identity.name) {
    case (.service, "gateway"): roles = .gateway
    case (.client, "hmo"): roles = [.operator, .examiner, .submitter, .auditor]
    case (.client, "integrator"): roles = .submitter
    case (.person, _): roles = .examiner
    case (.service, _), (.client, _): roles = []
    }
  }
}

extension RPCContext {
  /// Who calls.
  package var actor: Actor { Actor(peer.identity) }
}
