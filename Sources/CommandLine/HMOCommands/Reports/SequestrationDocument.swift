import Domain
import Foundation

/// A report of sequestration as JSON; amounts are text, as everywhere in the suite.
struct SequestrationDocument: Encodable {
  private struct Group: Encodable {
    let group: String
    let npi: String?
    let tin: String?
    let practices: Int
    let claims: Int64
    let base: String
    let rates: [Int32]
    let sequestered: String
    let withheld: String
    let paid: String
    let whatIfSequestered: String?
    let whatIfPaid: String?

    init(_ name: SequestrationGroupName, _ figures: SequestrationFigures, isOtherwise: Bool) {
      group = name.label
      npi = name.npi.isEmpty ? nil : name.npi
      tin = name.tin.isEmpty ? nil : name.tin
      practices = figures.practices
      claims = figures.claims
      base = figures.base.description
      rates = figures.rates.sorted()
      sequestered = figures.sequestered.description
      withheld = figures.withheld.description
      paid = figures.paid.description
      whatIfSequestered = isOtherwise ? figures.otherwise.description : nil
      whatIfPaid = isOtherwise ? figures.paidOtherwise.description : nil
    }
  }

  private let report = "sequestration"
  private let by: String
  private let from: String?
  private let to: String?
  private let whatIfBasisPoints: Int32?
  private let isDeidentified: Bool
  private let groups: [Group]
  private let total: Group

  /// The document of one grouping.
  init(_ view: SequestrationView, _ facts: SequestrationFacts, isDeidentified: Bool) {
    let isOtherwise = facts.otherRate != nil
    by = view.grouping.rawValue
    from = facts.days.from?.description
    to = facts.days.to?.description
    whatIfBasisPoints = facts.otherRate?.value
    self.isDeidentified = isDeidentified
    groups = view.rows.map { Group($0.name, $0.figures, isOtherwise: isOtherwise) }
    total = Group(
      SequestrationGroupName(key: "", label: "total"), view.total, isOtherwise: isOtherwise)
  }

  /// The document as text.
  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}
