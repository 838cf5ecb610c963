package import Domain

/// One reason for which a person must decide.
package struct Pend: Hashable, Sendable {
  /// The reason.
  package let reason: PendReason
  /// The line; 0 for the whole claim.
  package let lineNumber: Int

  /// Makes a pend.
  package init(_ reason: PendReason, line lineNumber: Int = 0) {
    self.reason = reason
    self.lineNumber = lineNumber
  }
}
