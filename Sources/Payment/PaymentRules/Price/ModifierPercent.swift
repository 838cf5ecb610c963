import Domain

/// What modifiers make of a fee, in one place (rules `PRICE-6` and `PRICE-7`).
enum ModifierPercent {
  /// Both sides in one session.
  static let bothSides = BasisPoints(15_000)
  /// The procedure with the largest fee of a day.
  static let firstProcedure = BasisPoints.whole
  /// Each further procedure of the day.
  static let furtherProcedure = BasisPoints(5_000)
  /// Each of two surgeons.
  static let twoSurgeons = BasisPoints(6_250)
  /// A surgeon who assists.
  static let assistant = BasisPoints(1_600)
  /// An assistant who is no physician: 85 % of what an assisting surgeon has.
  static let assistantNotPhysician = BasisPoints(1_360)

  /// What `modifier` makes of the fee by itself; nothing where rank, row or a person decide.
  static func of(_ modifier: PricingModifier) -> BasisPoints? {
    switch modifier {
    case .bilateral: bothSides
    case .twoSurgeons: twoSurgeons
    case .assistant, .minimalAssistant, .assistantForResident: assistant
    case .assistantNotPhysician: assistantNotPhysician
    case .unusual, .reduced, .discontinued, .professionalPart, .technicalPart,
      .multipleProcedures:
      nil
    }
  }
}
