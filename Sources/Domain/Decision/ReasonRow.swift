/// What a reason becomes on a remittance, and how it is said to a person.
package struct ReasonRow: Hashable, Sendable {
  /// The reason.
  package let reason: Reason
  /// The family's precedence and, behind it, the order inside the family; the least one decides.
  package let precedence: Precedence
  /// Who bears the charge.
  package let group: AdjustmentGroup
  /// Who bears it when no contract with the provider is in force.
  package let uncontractedGroup: AdjustmentGroup
  /// The adjustment reason code.
  package let code: AdjustmentCode
  /// Remark codes that go with it.
  package let remarks: [String]
  /// The rule in `docs/rules`.
  package let rule: RuleName
  /// Why, in plain words.
  package let meaning: String
  /// What would have changed it, in plain words.
  package let remedy: String

  /// A place in the order of reasons.
  package struct Precedence: Hashable, Sendable, Comparable {
    /// The family, such as 20 for eligibility.
    package let family: Int
    /// The order inside the family.
    package let order: Int

    package static func < (left: Precedence, right: Precedence) -> Bool {
      (left.family, left.order) < (right.family, right.order)
    }
  }

  init(
    _ reason: Reason, _ family: Int, _ order: Int, _ group: AdjustmentGroup,
    _ code: AdjustmentCode, remarks: [String] = [], uncontracted: AdjustmentGroup? = nil,
    rule: String, meaning: String, remedy: String
  ) {
    self.reason = reason
    self.precedence = Precedence(family: family, order: order)
    self.group = group
    self.uncontractedGroup = uncontracted ?? group
    self.code = code
    self.remarks = remarks
    self.rule = RuleName(rule)
    self.meaning = meaning
    self.remedy = remedy
  }

  /// Group and code as people write them, such as `CO-288`.
  package var label: String { "\(group.rawValue)-\(code.rawValue)" }
}
