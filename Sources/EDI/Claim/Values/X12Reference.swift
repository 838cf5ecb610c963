/// A REF segment: a number that somebody else gave.
package struct X12Reference: Hashable, Sendable {
  /// REF01, such as `G1` for a prior authorization.
  package let qualifier: String
  /// REF02.
  package let value: X12Field<String>
  /// REF03.
  package let text: String
  /// The components of REF04; `2U` and an identifier say that the number is another payer's.
  package let link: [String]

  /// Whether the number belongs to another payer of the claim.
  package var isOfOtherPayer: Bool { link.first == "2U" }
}

extension X12Reference: PrintsRedacted {}

extension [X12Reference] {
  /// The first number with this qualifier that is not another payer's.
  package func first(_ qualifier: String) -> X12Field<String>? {
    first { $0.qualifier == qualifier && !$0.isOfOtherPayer }?.value
  }
}
