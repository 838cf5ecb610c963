import Domain
package import Messages
import Protobuf
package import SampleClaims

extension ClaimV1.Claim {
  /// A claim of a sample world as a message.
  package init(_ sample: SampleClaim) {
    self.init()
    patientControlNumber = sample.id
    billingProvider = .with {
      $0.npi = sample.billing.npi
      $0.tin = sample.billing.taxID
      $0.name = sample.billing.name
    }
    patient = .with {
      $0.memberID = sample.member.id
      $0.familyName = sample.member.lastName
      $0.givenName = sample.member.firstName
      $0.birthDate = .with { $0.days = sample.member.birth.number }
      $0.sex = sample.member.sex
      $0.postalCode = sample.member.address.postalCode
    }
    authorizationNumber = sample.authorizationNumber ?? ""
    referralNumber = sample.referralNumber ?? ""
    charge = .with { $0.cents = sample.lineTotal.cents }
    placeOfService = sample.placeOfService
    frequency = sample.frequency
    diagnoses = sample.diagnoses
    lines = sample.lines.enumerated().map { ClaimV1.ClaimLine($1, number: Int32($0 + 1)) }
  }
}

extension ClaimV1.ClaimLine {
  fileprivate init(_ sample: SampleLine, number: Int32) {
    self.init()
    lineNumber = number
    procedure = sample.code
    modifiers = sample.modifiers
    charge = .with { $0.cents = sample.charge.cents }
    quantity = .with { $0.thousandths = sample.units.thousandths }
    from = .with { $0.days = sample.day.number }
    diagnosisPointers = sample.pointers.map { Int32($0) }
  }
}
