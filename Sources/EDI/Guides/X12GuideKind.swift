/// The kinds of sets that a file reader can take.
package enum X12GuideKind: String, Hashable, Sendable, CaseIterable {
  /// 837, guide 005010X222.
  case professionalClaims
  /// 837, guide 005010X223.
  case institutionalClaims
  /// 276, guide 005010X212.
  case statusInquiries
}
