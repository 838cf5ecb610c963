package import Domain

/// What a sample claim must come to: computed by the generator from its own arithmetic, without the
/// suite's rules.
package struct SampleAnswer: Hashable, Sendable {
  /// Where the claim must stand.
  package enum State: String, Sendable, Hashable, CaseIterable {
    case payable
    case denied
    case pended
  }

  /// What a line must come to.
  package struct Line: Hashable, Sendable {
    /// Amounts by group and code, such as `CO-45`.
    package var adjustments: [String: Money]
    /// The payment.
    package var paid: Money

    /// Makes a line's answer.
    package init(adjustments: [String: Money], paid: Money) {
      self.adjustments = adjustments
      self.paid = paid
    }
  }

  /// The provider's number of the claim.
  package var claimID: String
  /// What the claim tells.
  package var story: SampleStory
  /// Where the claim must stand.
  package var state: State
  /// The lines in order; none for a pended claim.
  package var lines: [Line]

  /// The payment.
  package var paid: Money { lines.reduce(.zero) { $0 + $1.paid } }

  var json: JSONText {
    [
      "patientControlNumber": .text(claimID), "story": .text(story.rawValue),
      "state": .text(state.rawValue), "paid": .text(paid.description),
      "lines": .list(
        lines.map { line in
          [
            "paid": .text(line.paid.description),
            "adjustments": .record(
              line.adjustments.sorted { $0.key < $1.key }.map {
                JSONText.Member(name: $0.key, value: .text($0.value.description))
              }),
          ]
        }),
    ]
  }
}
