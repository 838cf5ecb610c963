/// A table for people: columns as wide as their widest cell.
struct TextTable {
  /// On which side of its column a cell stands.
  enum Alignment { case left, right }

  private let columns: [(title: String, alignment: Alignment)]
  private var rows: [[String]] = []

  init(_ columns: [(String, Alignment)]) {
    self.columns = columns.map { (title: $0.0, alignment: $0.1) }
  }

  /// Adds a row; missing cells are empty.
  mutating func add(_ cells: [String]) {
    rows.append(cells.map(Terminal.safe))
  }

  /// The table as lines without a final line break.
  var text: String {
    let header = columns.map(\.title)
    let widths = columns.indices.map { index in
      ([header] + rows).map { index < $0.count ? $0[index].count : 0 }.max() ?? 0
    }
    return ([header] + rows).map { row in
      columns.indices.map { index in
        let cell = index < row.count ? row[index] : ""
        let space = String(repeating: " ", count: widths[index] - cell.count)
        return columns[index].alignment == .left ? cell + space : space + cell
      }.joined(separator: "  ").trimmedRight
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmedRight: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
