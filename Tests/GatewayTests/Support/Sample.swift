import ClaimRules
import Domain
import Messages
import Protobuf

@testable import Gateway

/// Claims and records of an invented member.
enum Sample {
  /// The day on which everything arrives.
  static let today = Day(number: 20_700)
  static let now = Instant(startOf: today)
  static let npi = "1000001010"
  static let submitter = "spiffe://hmo.internal/client/integrator"

  static func claim(
    _ number: String = "P1", member: String = "M1", day: Int32 = 20_500, cents: [Int64] = [20_000]
  ) -> ClaimV1.Claim {
    .with {
      $0.patientControlNumber = number
      $0.billingProvider = .with {
        $0.npi = npi
        $0.tin = "510000101"
      }
      $0.patient = .with {
        $0.memberID = member
        $0.familyName = "SAMPLE"
        $0.birthDate = .with { $0.days = 3_653 }
      }
      $0.placeOfService = "11"
      $0.frequency = "1"
      $0.diagnoses = ["M545"]
      $0.charge = .with { $0.cents = cents.reduce(0, &+) }
      $0.lines = cents.enumerated().map { index, amount in
        line(Int32(index + 1), day: day, cents: amount)
      }
    }
  }

  static func line(_ number: Int32, day: Int32, cents: Int64) -> ClaimV1.ClaimLine {
    .with {
      $0.lineNumber = number
      $0.procedure = "T1015"
      // Each line is a service of its own, so that none resembles another.
      $0.modifiers = ["59"]
      $0.charge = .with { $0.cents = cents }
      $0.quantity = .with { $0.thousandths = 1_000 }
      $0.from = .with { $0.days = day }
      $0.diagnosisPointers = [1]
    }
  }

  static func submission(_ claim: ClaimV1.Claim, key: String) -> ClaimStore.Submission {
    ClaimStore.Submission(
      key: key, submitter: submitter, claim: claim, submitted: claim.read().claim, acceptedAt: now)
  }

  static var facts: ClaimV1.FactsRecord {
    .with {
      $0.coverage = .with {
        $0.match = .matched
        $0.memberID = "M1"
      }
    }
  }

  static func pended(_ reason: PendReason, line: Int32) -> ClaimV1.PendedRecord {
    .with {
      $0.reasons = [
        .with {
          $0.reason = reason.rawValue
          $0.lineNumber = line
        }
      ]
    }
  }

  /// A decision that pays every line less ten dollars, or denies every line.
  static func decided(
    _ claim: ClaimV1.Claim, _ number: ClaimNumber, isDenied: Bool = false, denial: String? = nil
  ) -> ClaimV1.DecidedRecord {
    .with {
      $0.decision = decision(
        claim.lines.map { ($0.lineNumber, $0.charge?.cents ?? 0) }, of: number.text,
        denial: denial ?? (isDenied ? Reason.notBenefit.rawValue : nil))
    }
  }

  static func decision(
    _ lines: [(number: Int32, cents: Int64)], of claimID: String, denial: String? = nil,
    unitsTaken: [Int32: Int64] = [:], keptCents: Int64 = 1_000
  ) -> PaymentV1.ClaimDecision {
    let isDenied = denial != nil
    let row = denial.flatMap { Reason(rawValue: $0) }.flatMap { ReasonTable.row(for: $0) }
    return .with {
      $0.claimID = claimID
      $0.version = 1
      $0.claimStatusCode = 1
      $0.lines = lines.map { line in
        let kept: Int64 = isDenied ? line.cents : keptCents
        return .with {
          $0.lineNumber = line.number
          $0.isDenied = isDenied
          $0.charge = .with { $0.cents = line.cents }
          $0.adjustments = [
            .with {
              $0.group = row?.group.rawValue ?? "CO"
              $0.code = row?.code.rawValue ?? "45"
              $0.amount = .with { $0.cents = kept }
            }
          ]
          $0.allowed = .with { $0.cents = line.cents - kept }
          $0.paid = .with { $0.cents = line.cents - kept }
          $0.paidQuantity = .with { $0.thousandths = isDenied ? 0 : 1_000 }
          $0.reason = denial ?? ""
          $0.reasons = denial.map { [$0] } ?? []
          $0.remarks = row?.remarks ?? []
          $0.unitsTaken = .with { $0.thousandths = unitsTaken[line.number] ?? 0 }
        }
      }
      let charge = lines.map(\.cents).reduce(0, +)
      let paid = isDenied ? 0 : charge - keptCents * Int64(lines.count)
      $0.charge = .with { $0.cents = charge }
      $0.paid = .with { $0.cents = paid }
      $0.patientShare = .with { $0.cents = row?.group == .patient ? charge : 0 }
    }
  }
}

extension Sample {
  /// A person asks for a new evaluation.
  static func again(_ requestID: String, attempt: Int = 1) -> ClaimStore.PersonDecision {
    person(requestID, attempt, "evaluate_again", "")
  }

  /// A person denies what is pended.
  static func denial(
    _ requestID: String, _ reason: Reason, attempt: Int = 1
  ) -> ClaimStore.PersonDecision {
    person(requestID, attempt, "deny", reason.rawValue)
  }

  private static func person(
    _ requestID: String, _ attempt: Int, _ action: String, _ reason: String
  ) -> ClaimStore.PersonDecision {
    ClaimStore.PersonDecision(
      requestID: requestID, attempt: attempt, action: action, reason: reason, note: "seen",
      decidedBy: "examiner",
      decidedAt: now)
  }
}
