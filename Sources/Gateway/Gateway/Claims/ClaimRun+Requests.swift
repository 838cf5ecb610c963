import ClaimRules
import Domain
import DomainMessages
import Messages
import Protobuf

extension SubmittedClaim {
  /// Asks who the patient is and what covers each line.
  var coverageQuestion: EligibilityV1.CoverageQuestion { coverageQuestion(of: billedLines) }

  /// The same, with the lines that were found before.
  func coverageQuestion(of billedLines: [BilledLine]) -> EligibilityV1.CoverageQuestion {
    let person = patient.exposed
    let treated = diagnosesByLine
    return .with {
      $0.memberID = person.memberID
      $0.familyName = person.familyName
      $0.givenName = person.givenName
      $0.birthDate = person.birthDate.map { day in .with { $0.days = day.number } }
      $0.postalCode = person.postalCode
      $0.lines = billedLines.map { line in
        .with {
          $0.lineNumber = Int32(clamping: line.lineNumber)
          $0.day = .with { $0.days = line.day.number }
          $0.procedure = line.procedure
          $0.placeOfService = line.placeOfService
          $0.modifiers = line.modifiers
          $0.diagnoses = treated[line.lineNumber] ?? []
        }
      }
    }
  }

  /// The diagnoses that each line treats, by its number.
  private var diagnosesByLine: [Int: [String]] {
    Dictionary(
      lines.map { ($0.lineNumber, diagnoses(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }
}

extension BilledLine {
  /// Asks for the contract of a line that `answer` found covered, for what `exception` may give, and by
  /// the postal code of where it was given when that is not the billing provider's.
  func question(
    under answer: EligibilityV1.CoverageAnswerLine, _ exception: SubmittedClaim.ExceptionClaim?,
    at postalCode: String
  ) -> NetworkV1.ContractQuestionLine {
    .with {
      $0.lineNumber = Int32(clamping: lineNumber)
      $0.day = .with { $0.days = day.number }
      $0.procedure = procedure
      $0.modifiers = modifiers
      $0.placeOfService = placeOfService
      $0.renderingNPI = renderingNPI
      $0.productID = answer.product?.productID ?? ""
      $0.primaryCareNPI = answer.primaryCareNPI
      $0.authorizationNumber = exception?.authorizationNumber ?? ""
      $0.isOwedWithoutContract = exception?.isOwedWithoutContract ?? false
      $0.stay = stay?.message
      $0.postalCode = postalCode
    }
  }
}

extension AuthorizationV1.HoldLine {
  /// What authorization must look at.
  init(_ need: HoldNeed) {
    self.init()
    lineNumber = Int32(clamping: need.line.lineNumber)
    procedure = need.line.procedure
    quantity = .with { $0.thousandths = need.line.quantity.thousandths }
    day = .with { $0.days = need.line.day.number }
    renderingNPI = need.line.renderingNPI
    billingNPI = need.billingNPI
    specialty = need.specialty
    authorizationNumber = need.authorizationNumber
    referralNumber = need.referralNumber
    isAuthorizationRequired = need.isAuthorizationRequired
    isAuthorizationOptional = need.isAuthorizationOptional
    isReferralRequired = need.isReferralRequired
    isCheckedOnly = need.isCheckedOnly
    primaryCareNPI = need.primaryCareNPI
  }
}

extension EligibilityV1.CoverageAnswer {
  /// The answer as payment needs it.
  var withoutTrace: Self {
    var copy = self
    copy.trace = []
    return copy
  }
}

extension NetworkV1.ContractAnswer {
  /// The answer as payment needs it.
  var withoutTrace: Self {
    var copy = self
    copy.trace = []
    return copy
  }
}

extension AuthorizationV1.HoldAnswer {
  /// The answer as payment needs it.
  var withoutTrace: Self {
    var copy = self
    copy.trace = []
    return copy
  }
}
