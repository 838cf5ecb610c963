package import TLS

/// Who calls, as handlers see it: what the certificate says and the roles that are held today.
///
/// A ``PeopleRoster`` makes it from the certificate; nothing in a request can alter it.
package struct Actor: Hashable, Sendable {
  /// The identity in the certificate.
  package let identity: TLSIdentity
  /// What it may act as.
  package let roles: Roles

  /// The actor of that identity with those roles.
  init(_ identity: TLSIdentity, _ roles: Roles) {
    self.identity = identity
    self.roles = roles
  }
}
