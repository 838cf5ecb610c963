/// The composite of STC01: where a claim or line stands, and who or what that concerns.
package struct X12ClaimStatus: Hashable, Sendable {
  /// The category, such as `A2` taken, `F1` paid, `P1` in process.
  package var category: String
  /// The status, such as `20` taken for processing.
  package var status: String
  /// Whom it concerns, such as `85` the billing provider; empty for nobody.
  package var entity: String

  /// Makes a status.
  package init(_ category: String, _ status: String, entity: String = "") {
    self.category = category
    self.status = status
    self.entity = entity
  }

  /// Taken for processing, with our number.
  package static let accepted = X12ClaimStatus("A2", "20")
  /// There is no such claim, in an answer to an inquiry.
  package static let notFound = X12ClaimStatus("A4", "35")
  /// There is no such member, so that no claim could be looked for.
  package static let memberNotFound = X12ClaimStatus("D0", "33", entity: "IL")
}
