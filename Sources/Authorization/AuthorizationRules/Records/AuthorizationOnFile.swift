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
