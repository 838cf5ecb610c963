import Domain
import DomainMessages
import Messages
import Protobuf

/// Short ways to the messages of these tests: member M1, provider X, an MRI of the knee.
enum Sample {
  static let providerX = "1234567893"
  static let primaryCare = "1222222220"
  static let knee = "73721"

  static func day(_ text: String) -> Day {
    Day(iso: text) ?? .first
  }

  static func key(
    _ claim: String, _ step: String = "hold", attempt: Int32 = 1
  ) -> TypeV1.StepKey {
    .with {
      $0.claimID = claim
      $0.version = 1
      $0.attempt = attempt
      $0.step = step
    }
  }

  static func authorization(
    _ number: String = "A1", member: String = "M1", units: Int = 10,
    state: AuthorizationV1.AuthorizationState = .approved, to: String = "2026-12-31",
    procedure: String = knee, line: Int32 = 1
  ) -> AuthorizationV1.Authorization {
    .with {
      $0.authorizationNumber = number
      $0.memberID = member
      $0.providerNPI = providerX
      $0.state = state
      $0.lines = [
        .with {
          $0.lineNumber = line
          $0.procedure = procedure
          $0.approved = Quantity(units: units).message
          $0.days = DaySpan(from: day("2026-01-01"), to: day(to)).message
        }
      ]
    }
  }

  /// A person who is an examiner in all of 2026.
  static func examiner(_ name: String, times: Int = 1) -> AuthorizationV1.Person {
    .with {
      $0.personID = name
      $0.roles = Array(
        repeating: .with {
          $0.role = .examiner
          $0.days = DaySpan(from: day("2026-01-01"), to: day("2026-12-31")).message
        }, count: times)
    }
  }

  static func referral(
    _ number: String = "R1", member: String = "M1", visits: Int32 = 3, to: String = "2026-12-31"
  ) -> AuthorizationV1.Referral {
    .with {
      $0.referralNumber = number
      $0.memberID = member
      $0.issuingNPI = primaryCare
      $0.isIssuerEligible = true
      $0.targetSpecialty = "orthopedics"
      $0.visits = visits
      $0.days = DaySpan(from: day("2026-01-01"), to: day(to)).message
    }
  }

  static func line(
    _ number: Int32 = 1, units: Int = 1, on text: String = "2026-04-01",
    needs: Set<Need> = [.authorization],
    _ change: (inout AuthorizationV1.HoldLine) -> Void = { _ in }
  ) -> AuthorizationV1.HoldLine {
    var line = AuthorizationV1.HoldLine()
    line.lineNumber = number
    line.procedure = knee
    line.quantity = Quantity(units: units).message
    line.day = day(text).message
    line.renderingNPI = providerX
    line.billingNPI = providerX
    line.specialty = "orthopedics"
    line.primaryCareNPI = primaryCare
    line.isAuthorizationRequired = needs.contains(.authorization)
    line.isReferralRequired = needs.contains(.referral)
    change(&line)
    return line
  }

  enum Need: Hashable {
    case authorization
    case referral
  }

  static func hold(
    _ claim: String, member: String = "M1", attempt: Int32 = 1,
    _ lines: AuthorizationV1.HoldLine...
  ) -> AuthorizationV1.Hold {
    .with {
      $0.key = key(claim, attempt: attempt)
      $0.memberID = member
      $0.lines = lines.isEmpty ? [line()] : lines
      $0.businessTime = Instant(startOf: day("2026-04-02")).message
    }
  }

  static func settlement(
    _ claim: String, attempt: Int32 = 1, _ takings: Taking...
  ) -> AuthorizationV1.Settlement {
    .with {
      $0.key = key(claim, "settle", attempt: attempt)
      $0.holdKey = key(claim, attempt: attempt)
      $0.lines = takings.map(\.message)
      $0.businessTime = Instant(startOf: day("2026-04-02")).message
    }
  }

  struct Taking {
    var line: Int32 = 1
    var thousandths: Int64 = 0
    var visit = false

    var message: AuthorizationV1.SettlementLine {
      .with {
        $0.lineNumber = line
        $0.taken = .with { $0.thousandths = thousandths }
        $0.isVisitTaken = visit
      }
    }
  }

  static func unitReturn(
    _ claim: String, attempt: Int32 = 1, step: String = "return"
  ) -> AuthorizationV1.UnitReturn {
    .with {
      $0.key = .with {
        $0.claimID = claim
        $0.version = 2
        $0.attempt = 1
        $0.step = step
      }
      $0.holdKey = key(claim, attempt: attempt)
      $0.businessTime = Instant(startOf: day("2026-04-03")).message
    }
  }

  static func release(_ claim: String, attempt: Int32 = 1) -> AuthorizationV1.Release {
    .with {
      $0.key = key(claim, "release", attempt: attempt)
      $0.holdKey = key(claim, attempt: attempt)
    }
  }
}

extension AuthorizationV1.HoldResult {
  var answer: AuthorizationV1.HoldAnswer? {
    if case .answer(let answer) = result { answer } else { nil }
  }

  var refusal: String { if case .refusal(let refusal) = result { refusal.reason } else { "" } }

  /// Whole units held, line by line.
  var held: [Int64] { answer?.lines.map { ($0.held?.thousandths ?? 0) / 1_000 } ?? [] }
}

extension AuthorizationV1.SettlementResult {
  var linesTaken: Int32? {
    if case .answer(let answer) = result { answer.linesTaken } else { nil }
  }

  var refusal: TypeV1.ItemRefusal? {
    if case .refusal(let refusal) = result { refusal } else { nil }
  }
}

extension AuthorizationV1.ReleaseResult {
  var wasHeld: Bool? { if case .answer(let answer) = result { answer.wasHeld } else { nil } }

  var refusal: String { if case .refusal(let refusal) = result { refusal.reason } else { "" } }
}

extension AuthorizationV1.UnitReturnResult {
  var linesReturned: Int32? {
    if case .answer(let answer) = result { answer.linesReturned } else { nil }
  }

  var refusal: String {
    if case .refusal(let refusal) = result { "\(refusal.code) \(refusal.reason)" } else { "" }
  }
}
