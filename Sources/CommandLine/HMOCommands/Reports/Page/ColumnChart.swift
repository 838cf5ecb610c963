import Domain

/// Amounts in the order of time as columns that stand, a picture in SVG.
struct ColumnChart {
  let title: String
  let description: String
  let columns: [BarChart.Bar]

  private static let width = 1_120
  private static let plotHeight = 240
  private static let top = 12
  private static let left = 76
  private static let height = top + plotHeight + 40
  /// How much room a label below the columns takes.
  private static let labelWidth = 58

  private var plotWidth: Int { ColumnChart.width - ColumnChart.left - 8 }
  private var slot: Int { max(1, plotWidth / max(1, columns.count)) }

  /// The picture.
  var svg: String {
    let scale = ChartScale(columns.flatMap { [$0.kept, $0.otherwise ?? .zero] })
    let shapes = columns.enumerated().map { column($1, at: $0, scale) }
    return """
      <svg viewBox="0 0 \(ColumnChart.width) \(ColumnChart.height)" \
      role="img" aria-label="\
      \(HTMLText.escaped(description))"><title>\(HTMLText.escaped(title))</title>
      \(scale.ticks.map { line(at: $0, scale) }.joined(separator: "\n"))
      \(shapes.joined(separator: "\n"))
      </svg>
      """
  }

  private func height(of amount: Money, _ scale: ChartScale) -> Int {
    ColumnChart.top + ColumnChart.plotHeight - scale.place(amount, on: ColumnChart.plotHeight)
  }

  private func line(at tick: Money, _ scale: ChartScale) -> String {
    let y = height(of: tick, scale)
    return """
      <line class="\(tick == .zero ? "zero" : "grid")" x1="\(ColumnChart.left)" y1="\(y)" \
      x2="\(ColumnChart.width)" y2="\(y)"/>\
      <text class="tick" x="\(ColumnChart.left - 10)" y="\(y + 4)">\(tick.shortDollars)</text>
      """
  }

  private func column(_ bar: BarChart.Bar, at index: Int, _ scale: ChartScale) -> String {
    let start = ColumnChart.left + 8 + index * slot
    let gap = slot >= 12 ? max(2, slot / 5) : 0
    let room = min(72, max(1, slot - gap))
    let first = start + (slot - gap - room) / 2
    guard let otherwise = bar.otherwise else {
      return shape(bar, bar.kept, "kept", from: first, width: room, scale) + label(bar, index)
    }
    let half = max(1, room / 2 - (room >= 10 ? 1 : 0))
    return shape(bar, bar.kept, "kept", from: first, width: half, scale)
      + shape(bar, otherwise, "otherwise", from: first + room - half, width: half, scale)
      + label(bar, index)
  }

  private func shape(
    _ bar: BarChart.Bar, _ amount: Money, _ kind: String, from x: Int, width: Int,
    _ scale: ChartScale
  ) -> String {
    let (zero, end) = (height(of: .zero, scale), height(of: amount, scale))
    let tall = amount == .zero ? 0 : max(1, abs(end - zero))
    return """
      <rect class="\(kind)" x="\(x)" y="\(min(zero, end))" width="\(width)" \
      height="\(tall)" rx="\(width > 8 ? 2 : 0)"><title>\(HTMLText.escaped(bar.label)): \
      \(amount.dollars)</title></rect>
      """
  }

  /// The name below a column, where there is room for it.
  private func label(_ bar: BarChart.Bar, _ index: Int) -> String {
    let every = (ColumnChart.labelWidth + slot - 1) / slot
    guard index.isMultiple(of: every) else { return "" }
    let gap = slot >= 12 ? max(2, slot / 5) : 0
    let x = ColumnChart.left + 8 + index * slot + (slot - gap) / 2
    let text = HTMLText.escaped(HTMLText.shortened(bar.label, to: 10))
    return """
      <text class="month" x="\(x)" y="\(ColumnChart.height - 14)">\(text)</text>
      """
  }
}
