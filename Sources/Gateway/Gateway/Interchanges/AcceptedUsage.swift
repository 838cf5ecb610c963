import EDI

/// Which interchanges are taken: those that count, those that are tests, or both (ISA15).
package enum AcceptedUsage: String, Hashable, Sendable, CaseIterable {
  /// Both; a claim of a test file is decided like any other.
  case any
  /// Only those that count.
  case production
  /// Only tests.
  case test

  /// Whether an interchange that says `usage` is taken.
  func takes(_ usage: X12Usage) -> Bool {
    switch self {
    case .any: true
    case .production: usage == .production
    case .test: usage == .test
    }
  }
}
