import Domain
import Messages

/// A report of sequestration under one grouping: its groups and their sum.
struct SequestrationView: Sendable {
  /// One group.
  struct Row: Sendable {
    let name: SequestrationGroupName
    var figures: SequestrationFigures
  }

  let grouping: SequestrationGrouping
  /// The groups: practices by what was kept from them, the most first, all others in their own order.
  private(set) var rows: [Row]
  /// The sum of the groups.
  let total: SequestrationFigures

  /// Forms the groups of what the ledger and the network say.
  init(_ facts: SequestrationFacts, by grouping: SequestrationGrouping) {
    var rows: [SequestrationGroupName: SequestrationFigures] = [:]
    for group in facts.groups {
      let name = SequestrationGroupName(
        group, facts.providers[group.billingNPI], by: grouping)
      rows[name, default: SequestrationFigures()].add(group)
    }
    self.init(grouping, rows.map { Row(name: $0.key, figures: $0.value) })
  }

  /// Puts groups in their order and adds them up.
  init(_ grouping: SequestrationGrouping, _ rows: [Row]) {
    self.grouping = grouping
    self.rows = rows.sorted { left, right in
      let (kept, other) = (left.figures.sequestered, right.figures.sequestered)
      guard grouping.isOrdered || kept == other else { return kept > other }
      return left.name.key < right.name.key
    }
    total = rows.reduce(into: SequestrationFigures()) { $0.add($1.figures) }
  }
}

/// Everything that a report of sequestration is made of.
struct SequestrationFacts: Sendable {
  /// What payment's ledger says.
  let groups: [PaymentV1.SequestrationGroup]
  /// What the network says of providers, by NPI.
  let providers: [String: NetworkV1.ListedProvider]
  /// The days of service; all when absent.
  var days: (from: Day?, to: Day?) = (nil, nil)
  /// The other rate at which each line was computed as well; none when absent.
  var otherRate: BasisPoints?

  /// The days as the end of a sentence.
  var daysText: String {
    switch days {
    case (nil, nil): "all days of service"
    case (let from?, nil): "services from \(from)"
    case (nil, let to?): "services until \(to)"
    case (let from?, let to?): "services from \(from) to \(to)"
    }
  }
}
