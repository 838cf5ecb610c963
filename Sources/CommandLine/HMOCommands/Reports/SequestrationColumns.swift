import Domain

/// A report of sequestration as columns: a table for people, CSV for programs.
struct SequestrationColumns {
  /// One column: its names, and what it says of a group.
  private struct Column: Sendable {
    let title: String
    let name: String
    let alignment: TextTable.Alignment
    let cell: @Sendable (SequestrationView.Row) -> String

    init(
      _ title: String, _ name: String, _ alignment: TextTable.Alignment = .right,
      _ cell: @escaping @Sendable (SequestrationView.Row) -> String
    ) {
      self.title = title
      self.name = name
      self.alignment = alignment
      self.cell = cell
    }
  }

  private let view: SequestrationView
  private let columns: [Column]

  /// Chooses the columns that a report needs.
  init(_ view: SequestrationView, _ facts: SequestrationFacts) {
    self.view = view
    columns =
      SequestrationColumns.names(view.grouping) + SequestrationColumns.amounts
      + (facts.otherRate.map(SequestrationColumns.otherwise) ?? [])
  }

  /// A table with the sum below the groups.
  var text: String {
    var table = TextTable(columns.map { ($0.title, $0.alignment) })
    for row in view.rows + [total] { table.add(columns.map { $0.cell(row) }) }
    return table.text
  }

  /// A line a group below a line of names; no sum, so that adding up the column gives it.
  var csv: String {
    CSVText.lines([columns.map(\.name)] + view.rows.map { row in columns.map { $0.cell(row) } })
  }

  private var total: SequestrationView.Row {
    SequestrationView.Row(
      name: SequestrationGroupName(key: "", label: "Total"), figures: view.total)
  }

  private static func names(_ grouping: SequestrationGrouping) -> [Column] {
    let label = Column(grouping.title.uppercased(), grouping.rawValue, .left) { $0.name.label }
    guard grouping == .provider else {
      return [label, Column("PRACTICES", "practices") { "\($0.figures.practices)" }]
    }
    return [
      label, Column("NPI", "npi", .left) { $0.name.npi },
      Column("TIN", "tin", .left) { $0.name.tin },
    ]
  }

  private static let amounts: [Column] = [
    Column("CLAIMS", "claims") { "\($0.figures.claims)" },
    Column("BEFORE", "base") { $0.figures.base.description },
    Column("RATE", "rate") { $0.figures.ratesText },
    Column("KEPT", "sequestered") { $0.figures.sequestered.description },
    Column("WITHHELD", "withheld") { $0.figures.withheld.description },
    Column("PAID", "paid") { $0.figures.paid.description },
  ]

  private static func otherwise(_ rate: BasisPoints) -> [Column] {
    [
      Column("KEPT AT \(rate)", "what_if_sequestered") { $0.figures.otherwise.description },
      Column("CHANGE", "what_if_change") { $0.figures.change.description },
      Column("PAID AT \(rate)", "what_if_paid") { $0.figures.paidOtherwise.description },
    ]
  }
}
