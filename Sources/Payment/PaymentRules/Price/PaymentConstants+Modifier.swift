import Domain

extension PaymentConstants {
  /// What `modifier` makes of a fee by itself (rule `PRICE-6`); nothing where rank, row or a person
  /// decide.
  func percent(of modifier: PricingModifier) -> BasisPoints? {
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
