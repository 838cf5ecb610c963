/// How much a product pays behind another payer; Medicare Advantage follows the law instead.
package enum CoordinationMethod: String, Sendable, Hashable, CaseIterable {
  /// What it would pay alone, as far as the patient was left to pay.
  case standard
  /// What it would pay alone less what was paid before, as far as the patient was left to pay.
  case nonDuplication = "non_duplication"
  /// What it allows less what was paid before, as far as the patient was left to pay.
  case medicaidLesser = "medicaid_lesser"
}
