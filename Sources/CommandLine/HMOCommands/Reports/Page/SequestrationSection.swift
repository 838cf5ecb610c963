import Domain

/// One grouping of a report on its page: a chart, and a table that says the same.
struct SequestrationSection {
  private let view: SequestrationView
  private let otherRate: BasisPoints?

  /// How many bars a chart has at most; the table has every group.
  private static let barsMax = 15
  /// From how many groups on a section may break over sheets of paper.
  private static let longMin = 16

  /// Prepares the section of a grouping.
  init(_ view: SequestrationView, _ otherRate: BasisPoints?) {
    self.view = view
    self.otherRate = otherRate
  }

  /// The section.
  var html: String {
    let isLong = view.rows.count >= SequestrationSection.longMin
    return """
      <section\(isLong ? " class=\"long\"" : "") aria-labelledby="\(view.grouping.rawValue)">
      <h2 id="\(view.grouping.rawValue)">\(heading)</h2>
      \(figure)
      \(table)
      </section>
      """
  }

  private var heading: String {
    view.grouping.phrase.prefix(1).uppercased() + view.grouping.phrase.dropFirst()
  }

  private var figure: String {
    """
    <figure>
    <figcaption>Kept, \(view.grouping.phrase)\(isCut ? ", the \(Self.barsMax) largest" : "")\
    </figcaption>
    \(key)
    <div class="scroll">
    \(chart)
    </div>
    </figure>
    """
  }

  private var isCut: Bool {
    view.grouping == .provider && view.rows.count > SequestrationSection.barsMax
  }

  private var key: String {
    guard let otherRate else { return "" }
    return "<ul class=\"key\"><li>Kept</li><li>If the rate were \(otherRate)</li></ul>"
  }

  private var chart: String {
    let bars = view.rows.map { row in
      BarChart.Bar(
        label: row.name.label, kept: row.figures.sequestered,
        otherwise: otherRate == nil ? nil : row.figures.otherwise)
    }
    let title = "Kept, \(view.grouping.phrase)"
    let description = "\(title); the table below it has the same figures."
    if view.grouping == .month {
      return ColumnChart(title: title, description: description, columns: bars).svg
    }
    return BarChart(
      title: title, description: description,
      bars: isCut ? Array(bars.prefix(SequestrationSection.barsMax)) : bars
    ).svg
  }

  private var table: String {
    """
    <div class="scroll" role="region" tabindex="0" aria-labelledby="\(view.grouping.rawValue)">
    <table>
    <caption>Dollars, \(view.grouping.phrase)</caption>
    <thead><tr>\(titles.map { "<th scope=\"col\">\($0)</th>" }.joined())</tr></thead>
    <tbody>
    \(view.rows.map { line($0.name, $0.figures) }.joined(separator: "\n"))
    </tbody>
    <tfoot>
    \(line(SequestrationGroupName(key: "", label: "Total"), view.total))
    </tfoot>
    </table>
    </div>
    """
  }

  private var titles: [String] {
    let names = [view.grouping.title] + (view.grouping == .provider ? [] : ["Practices"])
    let amounts = ["Claims", "Before", "Kept", "Rate", "Paid"]
    return names + amounts + (otherRate.map { ["Kept at \($0)", "Change"] } ?? [])
  }

  private func line(_ name: SequestrationGroupName, _ figures: SequestrationFigures) -> String {
    var cells = view.grouping == .provider ? [] : ["<td>\(figures.practices)</td>"]
    cells += [
      "<td>\(HTMLText.grouped(figures.claims))</td>", "<td>\(figures.base.dollars)</td>",
      "<td class=\"is-kept\">\(figures.sequestered.dollars)</td>",
      "<td>\(figures.sequestered.part(of: figures.base))</td>",
      "<td>\(figures.paid.dollars)</td>",
    ]
    if otherRate != nil {
      cells += [
        "<td class=\"is-otherwise\">\(figures.otherwise.dollars)</td>",
        "<td>\(figures.change.dollars)</td>",
      ]
    }
    return "<tr><th scope=\"row\">\(title(of: name))</th>\(cells.joined())</tr>"
  }

  private func title(of name: SequestrationGroupName) -> String {
    let label = HTMLText.escaped(name.label)
    guard !name.npi.isEmpty else { return label }
    let numbers = HTMLText.escaped("NPI \(name.npi) · TIN \(name.tin)")
    return "\(label)<small>\(numbers)</small>"
  }
}
