import ArgumentParser
import Domain
import Messages

/// By what a report of sequestration forms its groups.
enum SequestrationGrouping: String, CaseIterable, Sendable, ExpressibleByArgument {
  case provider, month, size, ownership, rural

  /// What the groups are, as the head of a column.
  var title: String {
    switch self {
    case .provider: "Practice"
    case .month: "Month of service"
    case .size: "Size of practice"
    case .ownership: "Ownership"
    case .rural: "Area"
    }
  }

  /// What the groups are, as the end of a sentence.
  var phrase: String {
    switch self {
    case .provider: "by practice"
    case .month: "by month of service"
    case .size: "by size of practice"
    case .ownership: "by ownership"
    case .rural: "by area"
    }
  }

  /// Where the groups are not ordered by amount, but by something of their own.
  var isOrdered: Bool { self != .provider }
}

/// To which group of a report an entry of the ledger belongs.
struct SequestrationGroupName: Hashable, Sendable {
  /// The order among the groups, and what tells them apart.
  let key: String
  /// What the group is called.
  let label: String
  /// The practice's NPI; empty unless the group is a practice.
  var npi = ""
  /// The practice's tax number; empty unless the group is a practice.
  var tin = ""

  /// Finds the group of an entry.
  init(
    _ group: PaymentV1.SequestrationGroup, _ provider: NetworkV1.ListedProvider?,
    by grouping: SequestrationGrouping
  ) {
    switch grouping {
    case .provider: self.init(practice: group, provider?.provider)
    case .month: self.init(month: Day(number: group.month?.days ?? 0))
    case .size: self.init(size: provider?.provider?.practiceSize ?? .unspecified)
    case .ownership: self.init(ownership: provider?.provider?.ownership ?? .unspecified)
    case .rural: self.init(rurality: provider?.rurality ?? .unspecified)
    }
  }

  /// A group under a key.
  init(key: String, label: String) {
    self.key = key
    self.label = label
  }

  private init(practice: PaymentV1.SequestrationGroup, _ provider: NetworkV1.Provider?) {
    let name = provider?.name ?? ""
    key = "\(practice.billingNPI) \(practice.billingTIN)"
    label = name.isEmpty ? "NPI \(practice.billingNPI)" : name
    npi = practice.billingNPI
    tin = practice.billingTIN
  }

  private init(month: Day) {
    let text = String(month.description.prefix(7))
    self.init(key: text, label: text)
  }

  private init(size: NetworkV1.PracticeSize) {
    let labels: [NetworkV1.PracticeSize: String] = [
      .solo: "Solo", .small: "2 to 10 clinicians", .medium: "11 to 50 clinicians",
      .large: "More than 50 clinicians",
    ]
    self.init(number: size.rawValue, labels[size])
  }

  private init(ownership: NetworkV1.PracticeOwnership) {
    let labels: [NetworkV1.PracticeOwnership: String] = [
      .independent: "Independent", .hospital: "Hospital or health system", .plan: "The plan",
      .corporate: "Investors or a company", .public: "Public",
    ]
    self.init(number: ownership.rawValue, labels[ownership])
  }

  private init(rurality: NetworkV1.Rurality) {
    let labels: [NetworkV1.Rurality: String] = [
      .urban: "Urban", .rural: "Rural", .superRural: "Super-rural",
    ]
    self.init(number: rurality.rawValue, labels[rurality])
  }

  /// A group of a list; what is not known comes last.
  private init(number: Int32, _ label: String?) {
    self.init(key: label == nil ? "~" : "\(number)", label: label ?? "Not known")
  }
}
