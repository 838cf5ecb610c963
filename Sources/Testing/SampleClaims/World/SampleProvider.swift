/// The invented providers of the sample world and the contracts that they have.
package enum SampleProvider: String, CaseIterable, Sendable {
  /// A primary care practice of an association of independent practices.
  case familyPractice
  /// An orthopedist of the same association.
  case orthopedist
  /// An imaging centre of the same association.
  case imaging
  /// A physician whom the HMO employs.
  case staffPhysician
  /// A physician of a group that is paid by capitation.
  case groupPhysician
  /// A physician without a contract.
  case outsider

  /// The NPI; each passes the check digit, which a test holds.
  package var npi: String {
    switch self {
    case .familyPractice: "1000001010"
    case .orthopedist: "1000002026"
    case .imaging: "2000003030"
    case .staffPhysician: "1000004048"
    case .groupPhysician: "1000005052"
    case .outsider: "1000006068"
    }
  }

  /// The tax number that is paid.
  package var taxID: String {
    switch self {
    case .familyPractice, .orthopedist, .imaging: "510000101"
    case .staffPhysician: "510000404"
    case .groupPhysician: "510000505"
    case .outsider: "510000606"
    }
  }

  /// The name of the practice.
  package var name: String {
    switch self {
    case .familyPractice: "ELM STREET FAMILY PRACTICE"
    case .orthopedist: "HARBOR ORTHOPEDICS"
    case .imaging: "LAKESIDE IMAGING"
    case .staffPhysician: "PLAN MEDICAL CENTER"
    case .groupPhysician: "VALLEY MEDICAL GROUP"
    case .outsider: "FAR AWAY CLINIC"
    }
  }

  var role: String {
    switch self {
    case .familyPractice, .staffPhysician, .groupPhysician, .outsider:
      "PROVIDER_ROLE_PRIMARY_CARE"
    case .orthopedist: "PROVIDER_ROLE_SPECIALIST"
    case .imaging: "PROVIDER_ROLE_FACILITY"
    }
  }

  var specialty: String {
    switch self {
    case .familyPractice, .staffPhysician, .groupPhysician, .outsider: "family_medicine"
    case .orthopedist: "orthopedics"
    case .imaging: "radiology"
    }
  }

  /// The provider as a claim names who bills.
  package var billing: SampleBillingProvider {
    SampleBillingProvider(
      npi: npi, taxID: taxID, name: name,
      address: SampleAddress(
        street: "1 ELM STREET", city: "SPRINGFIELD", state: "IL", postalCode: "62701"))
  }
}
