import Messages
import Protobuf

/// What eligibility, the network and authorization answer about the invented member.
struct SampleTerms {
  var match = EligibilityV1.MemberMatch.matched
  var feedPosition: Int64 = 1
  var isAuthorizationRequired = false
  /// The last day that is covered.
  var lastDay = Int32.max
  var unitFeeCents: Int64? = 19_000
  /// Claims of the tests are some 200 days old.
  var timelyFilingDays: Int32 = 365
  var attachmentDays: Int32 = 0
  var encounterPays = false
  var feeMethod = NetworkV1.FeeMethod.feeSchedule
  /// What payment keeps of each line when it decides without effect.
  var keptCents: Int64 = 1_000
  /// What an unpaid premium means for every day.
  var gracePhase = EligibilityV1.GracePhase.unspecified
  var isInHospice = false
  var lineOfBusiness = TypeV1.LineOfBusiness.commercialGroup
  var referral = AuthorizationV1.ReferralOutcome.unspecified

  func coverage(for question: EligibilityV1.CoverageQuestion) -> EligibilityV1.CoverageAnswer {
    .with {
      $0.match = match
      $0.feedPosition = feedPosition
      guard match == .matched else {
        $0.lines = question.lines.map { line in
          .with { $0.lineNumber = line.lineNumber }
        }
        return
      }
      $0.memberID = question.memberID
      $0.familyID = "F1"
      $0.lines = question.lines.map { line in
        .with {
          $0.lineNumber = line.lineNumber
          guard line.day?.days ?? 0 <= lastDay else {
            $0.status = .afterLastDay
            $0.gracePhase = gracePhase
            return
          }
          $0.status = .covered
          $0.product = product
          $0.primaryCareNPI = Sample.npi
          $0.benefits = [benefit]
          $0.gracePhase = gracePhase
          $0.isInHospice = isInHospice
        }
      }
    }
  }

  private var product: EligibilityV1.ProductTerms {
    .with {
      $0.productID = "COM-HMO"
      $0.lineOfBusiness = lineOfBusiness
      $0.planYearStart = .with { $0.days = 20_454 }
      $0.outOfPocketIndividual = .with { $0.cents = 400_000 }
      $0.outOfPocketFamily = .with { $0.cents = 800_000 }
    }
  }

  private var benefit: EligibilityV1.BenefitRow {
    .with {
      $0.benefitID = "B1"
      $0.category = "office_visit"
      $0.isCovered = true
      $0.isAuthorizationRequired = isAuthorizationRequired
    }
  }

  func contract(for question: NetworkV1.ContractQuestion) -> NetworkV1.ContractAnswer {
    .with {
      $0.lines = question.lines.map { line in
        .with {
          $0.lineNumber = line.lineNumber
          $0.status = .inNetwork
          $0.contractID = "K1"
          $0.contractVersion = 1
          $0.model = .ipa
          $0.feeMethod = feeMethod
          if feeMethod == .percentOfCharges { $0.percentBasisPoints = 5_000 }
          $0.unitFee = unitFeeCents.map { cents in .with { $0.cents = cents } }
          $0.isLesserOf = true
          $0.timelyFilingDays = timelyFilingDays
          $0.attachmentDays = attachmentDays
          $0.sequestrationClause = .none
          $0.providerRole = .primaryCare
          $0.specialty = "family_medicine"
        }
      }
    }
  }

  func hold(for hold: AuthorizationV1.Hold) -> AuthorizationV1.HoldAnswer {
    .with {
      $0.lines = hold.lines.map { line in
        .with {
          $0.lineNumber = line.lineNumber
          $0.authorization = .held
          $0.authorizationNumber = "A1"
          $0.authorizationLine = 1
          $0.held = line.quantity
          $0.referral = referral
        }
      }
    }
  }
}
