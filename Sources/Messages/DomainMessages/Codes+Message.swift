package import Domain
package import Messages

extension LineOfBusiness {
  /// Reads a line of business, which must be one that we know.
  package init(_ message: TypeV1.LineOfBusiness, _ field: String) throws(MessageError) {
    switch message {
    case .medicareAdvantage: self = .medicareAdvantage
    case .commercialGroup: self = .commercialGroup
    case .commercialIndividual: self = .commercialIndividual
    case .medicaid: self = .medicaid
    default: throw MessageError(field, "is no line of business")
    }
  }

  /// The line of business as a message.
  package var message: TypeV1.LineOfBusiness {
    switch self {
    case .medicareAdvantage: .medicareAdvantage
    case .commercialGroup: .commercialGroup
    case .commercialIndividual: .commercialIndividual
    case .medicaid: .medicaid
    }
  }
}

extension ProviderRole {
  /// Reads a role; unspecified is one of them.
  package init(_ message: TypeV1.ProviderRole, _ field: String) throws(MessageError) {
    switch message {
    case .unspecified: self = .unspecified
    case .primaryCare: self = .primaryCare
    case .specialist: self = .specialist
    case .facility: self = .facility
    default: throw MessageError(field, "is no provider role")
    }
  }

  /// The role as a message.
  package var message: TypeV1.ProviderRole {
    switch self {
    case .unspecified: .unspecified
    case .primaryCare: .primaryCare
    case .specialist: .specialist
    case .facility: .facility
    }
  }
}
