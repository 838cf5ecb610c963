import Messages
import ServiceProcess

/// A role of people beside its code in the interface.
struct RoleCode: Sendable {
  /// The role.
  let role: Roles
  /// Its code.
  let code: AuthorizationV1.Role

  /// All roles of people.
  static let all = [
    RoleCode(role: .submitter, code: .submitter), RoleCode(role: .examiner, code: .examiner),
    RoleCode(role: .nurse, code: .nurse), RoleCode(role: .physician, code: .physician),
    RoleCode(role: .auditor, code: .auditor), RoleCode(role: .operator, code: .operator),
  ]
}
