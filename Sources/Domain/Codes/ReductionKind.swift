/// Services that Medicare reduces beside others of the same kind, by methods that are not computed here.
package enum ReductionKind: String, Hashable, Sendable, CaseIterable {
  /// Endoscopies: beside another of its family only what goes beyond the base procedure is paid.
  case endoscopy
  /// Diagnostic imaging: parts of every further service are paid less.
  case imaging
  /// Therapy: the practice's expense of every further unit is paid less.
  case therapy
  /// Diagnostic cardiovascular services: the technical part of every further one is paid less.
  case cardiovascular
  /// Diagnostic ophthalmology services: the technical part of every further one is paid less.
  case ophthalmology

  /// Whether several units of one service are reduced as several services are.
  package var isReducedByUnits: Bool { self == .therapy }
}

/// A service of such a kind, and whose session it was part of.
package struct ReducedService: Hashable, Sendable {
  private struct Session: Hashable {
    let kind: ReductionKind
    let day: Day
    let providerNPI: String
  }

  /// The line's number in the claim.
  private let lineNumber: Int
  private let session: Session
  private let isSeveral: Bool

  /// Gives nothing for a line whose service is reduced by no such method.
  package init?(_ line: BilledLine, under contract: ContractFacts.Line) {
    guard let kind = contract.reductionKind else { return nil }
    lineNumber = line.lineNumber
    session = Session(kind: kind, day: line.day, providerNPI: line.renderingNPI)
    isSeveral = kind.isReducedByUnits && line.quantity > Quantity(units: 1)
  }

  /// The numbers of the lines that are reduced beside others of `services`: those of one kind, day and
  /// provider (rule `SCREEN-REDUCTION`).
  package static func reduced(among services: [ReducedService]) -> Set<Int> {
    let sessions = Dictionary(grouping: services, by: \.session)
    return Set(
      sessions.values.filter { $0.count > 1 || $0.contains(where: \.isSeveral) }
        .flatMap { $0.map(\.lineNumber) })
  }
}
