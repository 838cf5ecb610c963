import Domain

extension DaySpan {
  /// The shortest span that holds this one and `other`.
  func joined(with other: DaySpan?) -> DaySpan {
    guard let other else { return self }
    return DaySpan(from: min(from, other.from), to: max(to, other.to))
  }
}
