package import Domain

/// What is asked about the providers of one claim.
package struct ContractQuestion: Hashable, Sendable {
  /// One line of the question.
  package struct Line: Hashable, Sendable {
    /// The line's number in the claim.
    package var lineNumber: Int
    /// The first day of service.
    package var day: Day
    /// The procedure code.
    package var procedure: String
    /// Its modifiers, in order.
    package var modifiers: [String]
    /// Who did it.
    package var renderingNPI: String
    /// The member's product on that day; empty when not covered.
    package var productID: String
    /// The member's primary care provider of record on that day; empty when none.
    package var primaryCareNPI: String
    /// The place of service.
    package var placeOfService: String
    /// The postal code of where the service was given, else of where the billing provider practises;
    /// empty when the claim has none.
    package var postalCode = ""
    /// The authorization that the claim names for the line; empty when none, and for an emergency,
    /// which needs none.
    package var authorizationNumber = ""
    /// Whether the plan owes it without a contract too: an emergency that a professional bills.
    package var isOwedWithoutContract = false
    /// The stay, when the line is the whole of an inpatient claim.
    package var stay: Stay?

    /// Makes a line; what only exceptions look at is set afterwards.
    package init(
      lineNumber: Int, day: Day, procedure: String, modifiers: [String] = [],
      renderingNPI: String, productID: String, primaryCareNPI: String = "",
      placeOfService: String = ""
    ) {
      self.lineNumber = lineNumber
      self.day = day
      self.procedure = procedure
      self.modifiers = modifiers
      self.renderingNPI = renderingNPI
      self.productID = productID
      self.primaryCareNPI = primaryCareNPI
      self.placeOfService = placeOfService
    }
  }

  /// The billing provider.
  package var billingNPI: String
  /// The billing provider's tax number.
  package var billingTIN: String
  /// The lines to answer.
  package var lines: [Line]

  /// Makes a question.
  package init(billingNPI: String, billingTIN: String, lines: [Line]) {
    self.billingNPI = billingNPI
    self.billingTIN = billingTIN
    self.lines = lines
  }
}
