package import Domain

/// What a claim asks authorization to match and reserve.
package struct HoldRequest: Hashable, Sendable {
  /// The member.
  package var memberID: String
  /// The lines that need an authorization or a referral.
  package var lines: [Line]

  /// Makes a request.
  package init(memberID: String, lines: [Line]) {
    self.memberID = memberID
    self.lines = lines
  }

  /// One line of a claim.
  package struct Line: Hashable, Sendable {
    /// The line's number in the claim.
    package var lineNumber: Int
    /// The procedure code.
    package var procedure: String
    /// How many units it bills.
    package var quantity: Quantity
    /// The first day of service.
    package var day: Day
    /// Who did it.
    package var renderingNPI: String
    /// Who bills it.
    package var billingNPI: String
    /// The specialty of the rendering provider.
    package var specialty: String = ""
    /// The authorization's number as the claim has it; empty when none.
    package var authorizationNumber: String = ""
    /// The referral's number as the claim has it; empty when none.
    package var referralNumber: String = ""
    /// Whether an approved authorization is needed.
    package var isAuthorizationRequired: Bool = false
    /// Whether one is looked for, and its absence keeps nothing else from being reserved.
    package var isAuthorizationOptional: Bool = false
    /// Whether a referral is needed.
    package var isReferralRequired: Bool = false
    /// Whether an earlier step already denies the line: it is checked, not reserved.
    package var isCheckedOnly: Bool = false
    /// The member's primary care provider of record on that day; empty when not known.
    package var primaryCareNPI: String = ""

    /// Makes a line; the rest is set afterwards.
    package init(
      lineNumber: Int, procedure: String, quantity: Quantity, day: Day, renderingNPI: String,
      billingNPI: String
    ) {
      self.lineNumber = lineNumber
      self.procedure = procedure
      self.quantity = quantity
      self.day = day
      self.renderingNPI = renderingNPI
      self.billingNPI = billingNPI
    }

    /// Whether an authorization is looked for, needed or not.
    package var looksForAuthorization: Bool { isAuthorizationRequired || isAuthorizationOptional }

    /// The visit that the line belongs to.
    package var visit: Visit { Visit(renderingNPI: renderingNPI, day: day) }
  }
}
