/// A modifier that changes what a procedure is worth, by what it says.
package enum PricingModifier: String, Hashable, Sendable, CaseIterable {
  /// More work than the procedure usually takes.
  case unusual = "22"
  /// Only the professional part.
  case professionalPart = "26"
  /// On both sides in one session.
  case bilateral = "50"
  /// Beside another procedure in one session.
  case multipleProcedures = "51"
  /// Less than the procedure usually takes.
  case reduced = "52"
  /// Broken off.
  case discontinued = "53"
  /// By two surgeons together, each of whom bills.
  case twoSurgeons = "62"
  /// By a surgeon who assists another.
  case assistant = "80"
  /// By a surgeon who assists in the least.
  case minimalAssistant = "81"
  /// By a surgeon who assists where no resident could.
  case assistantForResident = "82"
  /// By an assistant who is no physician.
  case assistantNotPhysician = "AS"
  /// Only the technical part.
  case technicalPart = "TC"

  /// What a modifier says about the price.
  package enum Kind: Hashable, Sendable {
    /// By how much is for a person to judge.
    case judged
    /// The schedule has a row of its own for the part.
    case part
    /// Both sides.
    case bothSides
    /// It stands beside another procedure, so that its rank counts.
    case ranked
    /// The surgeon has a part in the work only; a line can say one such part.
    case role
  }

  /// What it says about the price.
  package var kind: Kind {
    switch self {
    case .unusual, .reduced, .discontinued: .judged
    case .professionalPart, .technicalPart: .part
    case .bilateral: .bothSides
    case .multipleProcedures: .ranked
    case .twoSurgeons, .assistant, .minimalAssistant, .assistantForResident,
      .assistantNotPhysician:
      .role
    }
  }
}
