import Domain

/// Whether another payer pays before or after this plan, as the store writes it.
enum OtherPayerOrder: String {
  case before
  case after

  /// The place of a payer.
  init(_ coverage: OtherCoverage) {
    self = coverage.isPrimary ? .before : .after
  }
}
