package import Domain

/// CLP06: what kind of plan pays.
package struct X12FilingCode: RawRepresentable, Hashable, Sendable {
  /// The code as sent.
  package let rawValue: String

  /// Takes a code as sent.
  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The code of a line of business.
  package init(_ line: LineOfBusiness) {
    switch line {
    case .medicareAdvantage: self = .medicareRisk
    case .commercialGroup, .commercialIndividual: self = .hmo
    case .medicaid: self = .medicaid
    }
  }

  /// A health maintenance organisation.
  package static let hmo = X12FilingCode(rawValue: "HM")
  /// A health maintenance organisation for Medicare members at its own risk.
  package static let medicareRisk = X12FilingCode(rawValue: "16")
  /// Medicaid.
  package static let medicaid = X12FilingCode(rawValue: "MC")
  /// A preferred provider organisation.
  package static let preferredProvider = X12FilingCode(rawValue: "12")
}
