/// How often one identity may call the methods of one kind.
///
/// Without a raw value, by whose letters each class would be compared and hashed at every call.
package enum RateClass: Hashable, Sendable, CaseIterable {
  /// Claims that come in and what is sent about them.
  case submission
  /// What the gateway asks on the way of a claim: above what one core answers, because its calls in
  /// flight bound the gateway, and refusing what there is time for would hold claims up.
  case decision
  /// What reads and changes nothing.
  case question
  /// What people and programs change one at a time, and loads.
  case administration
  /// What is refused because the caller may not, or because there is no such method; no row has it.
  case refused

  /// Calls in a second, which may also come all at once; above what the suite was measured to do.
  package var callsPerSecondMax: Int64 {
    switch self {
    case .submission: 20_000
    case .decision: 250_000
    case .question: 10_000
    case .administration: 1_000
    case .refused: 1_000
    }
  }
}
