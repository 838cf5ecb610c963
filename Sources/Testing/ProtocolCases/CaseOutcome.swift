/// A case and how it ended over a network.
package struct CaseOutcome: Sendable, Hashable {
  /// The case.
  package let protocolCase: ProtocolCase
  /// How it ended.
  package let verdict: CaseVerdict

  /// Whether the server did what was expected.
  package var isPassed: Bool { verdict == .passed }
}
