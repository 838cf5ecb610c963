import AuthorizationRules
import Domain

/// Short ways to the values of these tests: provider X and Y, member M1, an MRI of the knee.
enum Sample {
  static let providerX = "1234567893"
  static let providerY = "1111111112"
  static let primaryCare = "1222222220"
  static let knee = "73721"

  static func day(_ text: String) -> Day {
    Day(iso: text) ?? .first
  }

  static func span(_ from: String, _ to: String) -> DaySpan {
    DaySpan(from: day(from), to: day(to))
  }

  static func line(
    _ number: Int = 1, procedure: String = knee, units: Int = 1, on text: String = "2026-04-01",
    by rendering: String = providerX, _ change: (inout HoldRequest.Line) -> Void = { _ in }
  ) -> HoldRequest.Line {
    var line = HoldRequest.Line(
      lineNumber: number, procedure: procedure, quantity: Quantity(units: units), day: day(text),
      renderingNPI: rendering, billingNPI: rendering)
    line.specialty = "orthopedics"
    line.primaryCareNPI = primaryCare
    change(&line)
    return line
  }

  /// A line that needs an authorization.
  static func authorized(
    _ number: Int = 1, procedure: String = knee, units: Int = 1, on text: String = "2026-04-01",
    by rendering: String = providerX, naming authorization: String = ""
  ) -> HoldRequest.Line {
    line(number, procedure: procedure, units: units, on: text, by: rendering) {
      $0.isAuthorizationRequired = true
      $0.authorizationNumber = authorization
    }
  }

  /// A line that needs a referral.
  static func referred(
    _ number: Int = 1, on text: String = "2026-04-01", by rendering: String = providerX,
    _ change: (inout HoldRequest.Line) -> Void = { _ in }
  ) -> HoldRequest.Line {
    line(number, procedure: "99203", on: text, by: rendering) {
      $0.isReferralRequired = true
      change(&$0)
    }
  }

  static func approved(
    _ number: Int = 1, procedure: String = knee, units: Int = 10,
    from: String = "2026-01-01", to: String = "2026-12-31", used: Int = 0, reserved: Int = 0
  ) -> ApprovedLine {
    ApprovedLine(
      lineNumber: number, procedure: procedure, approved: Quantity(units: units),
      days: span(from, to), used: Quantity(units: used), reserved: Quantity(units: reserved))
  }

  static func authorization(
    _ number: String = "A1", member: String = "M1", provider: String = providerX,
    state: AuthorizationOnFile.State = .approved, _ lines: ApprovedLine...
  ) -> AuthorizationOnFile {
    AuthorizationOnFile(
      number: number, memberID: member, providerNPI: provider, state: state,
      lines: lines.isEmpty ? [approved()] : lines)
  }

  static func referral(
    _ number: String = "R1", member: String = "M1", issuerIsEligible: Bool = true,
    target: String = "", specialty: String = "orthopedics", visits: Int = 3,
    from: String = "2026-01-01", to: String = "2026-12-31", counted: [Visit] = []
  ) -> ReferralOnFile {
    ReferralOnFile(
      number: number, memberID: member, isIssuerEligible: issuerIsEligible, targetNPI: target,
      targetSpecialty: specialty, visitsGranted: visits, days: span(from, to),
      visits: Set(counted))
  }

  static func visit(_ text: String, by rendering: String = providerX) -> Visit {
    Visit(renderingNPI: rendering, day: day(text))
  }

  static func decide(
    _ lines: HoldRequest.Line..., authorizations: [AuthorizationOnFile] = [],
    referrals: [ReferralOnFile] = []
  ) -> HoldDecision {
    HoldDecision.deciding(
      HoldRequest(memberID: "M1", lines: lines),
      on: RecordsOnFile(authorizations: authorizations, referrals: referrals))
  }
}

extension HoldDecision {
  /// The answer for the line of that number, or an answer that no rule gives.
  func line(_ number: Int = 1) -> HoldFacts.Line {
    facts.lines.first { $0.lineNumber == number } ?? HoldFacts.Line(lineNumber: -1)
  }

  /// The names of the rules in the trace of a line.
  func rules(_ number: Int = 1) -> [String] {
    facts.trace.filter { $0.lineNumber == number }.map(\.rule.name)
  }

  /// The codes in the trace of a line.
  func codes(_ number: Int = 1) -> [String] {
    facts.trace.filter { $0.lineNumber == number }.flatMap(\.codes)
  }
}
