/// Whether a file counts: ISA15.
package enum X12Usage: String, Hashable, Sendable, CaseIterable {
  /// The file counts.
  case production = "P"
  /// The file is a test.
  case test = "T"
}
