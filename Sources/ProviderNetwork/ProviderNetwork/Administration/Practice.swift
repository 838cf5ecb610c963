import DomainMessages
import Messages

/// What is known of a provider's practice beside what rules look at; reports group by it.
struct Practice: Hashable, Sendable {
  /// How many clinicians it has.
  enum Size: String, Sendable, CaseIterable {
    case unspecified, solo, small, medium, large
  }

  /// Who owns it.
  enum Ownership: String, Sendable, CaseIterable {
    case unspecified, independent, hospital, plan, corporate
    /// The public, such as a county.
    case `public`
  }

  var size = Size.unspecified
  var ownership = Ownership.unspecified
  /// Five digits; empty when not known.
  var postalCode = ""
}

extension Practice {
  /// Reads the practice of a provider of a load.
  init(_ message: NetworkV1.Provider) throws(MessageError) {
    size = try Size(message.practiceSize, "practice_size")
    ownership = try Ownership(message.ownership, "ownership")
    postalCode =
      message.postalCode.isEmpty ? "" : try PostalArea.code(message.postalCode, "postal_code")
  }
}

extension Practice.Size {
  init(_ message: NetworkV1.PracticeSize, _ field: String) throws(MessageError) {
    guard let size = Self.allCases.first(where: { $0.message == message }) else {
      throw MessageError(field, "is no size of a practice")
    }
    self = size
  }

  var message: NetworkV1.PracticeSize {
    switch self {
    case .unspecified: .unspecified
    case .solo: .solo
    case .small: .small
    case .medium: .medium
    case .large: .large
    }
  }
}

extension Practice.Ownership {
  init(_ message: NetworkV1.PracticeOwnership, _ field: String) throws(MessageError) {
    guard let ownership = Self.allCases.first(where: { $0.message == message }) else {
      throw MessageError(field, "is no ownership of a practice")
    }
    self = ownership
  }

  var message: NetworkV1.PracticeOwnership {
    switch self {
    case .unspecified: .unspecified
    case .independent: .independent
    case .hospital: .hospital
    case .plan: .plan
    case .corporate: .corporate
    case .public: .public
    }
  }
}
