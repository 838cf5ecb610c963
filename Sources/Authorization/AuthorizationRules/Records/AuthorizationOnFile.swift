package import Domain

/// A request for authorization, as the store has it.
package struct AuthorizationOnFile: Hashable, Sendable {
  /// What became of the request.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// Not decided: no claim may use it.
    case inReview = "in_review"
    case approved
    case denied
    /// Withdrawn: as if it had never been asked for.
    case voided
  }

  /// On what medical ground a physician denied a request.
  package enum MedicalDecision: String, Sendable, Hashable, CaseIterable {
    case notNecessary = "not_necessary"
    /// Done more often than is necessary.
    case tooMany = "too_many"
    case experimental
    /// Does not need the setting.
    case wrongSetting = "wrong_setting"
  }

  /// A physician's decision with who made it and when.
  package struct Review: Sendable, Hashable {
    /// What was decided.
    package var decision: MedicalDecision
    /// The physician, by the name in the certificate.
    package var decidedBy: String
    /// The day of the decision.
    package var decidedOn: Day

    /// Makes a review.
    package init(decision: MedicalDecision, decidedBy: String, decidedOn: Day) {
      self.decision = decision
      self.decidedBy = decidedBy
      self.decidedOn = decidedOn
    }
  }

  /// Its number.
  package var number: String
  /// The member.
  package var memberID: String
  /// The provider that may use it; empty for any.
  package var providerNPI: String
  /// What became of the request.
  package var state: State
  /// The services that it covers, at least one.
  package var lines: [ApprovedLine]
  /// The physician's decision by which it was denied; absent when it was denied for another reason,
  /// and unless it is denied.
  package var review: Review?

  /// Makes a record.
  package init(
    number: String, memberID: String, providerNPI: String = "", state: State = .approved,
    lines: [ApprovedLine]
  ) {
    self.number = number
    self.memberID = memberID
    self.providerNPI = providerNPI
    self.state = state
    self.lines = lines
  }

  /// Whether a decision was made and stands; any other record counts as not on file.
  package var isDecided: Bool {
    switch state {
    case .approved, .denied: true
    case .inReview, .voided: false
    }
  }
}
