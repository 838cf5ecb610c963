package import Domain

/// Roles that a person holds on some days.
package struct RoleGrant: Hashable, Sendable {
  /// What the person may act as.
  package let roles: Roles
  /// The days in UTC, the first and the last included.
  package let days: DaySpan

  /// Names a grant.
  package init(_ roles: Roles, on days: DaySpan) {
    self.roles = roles
    self.days = days
  }
}
