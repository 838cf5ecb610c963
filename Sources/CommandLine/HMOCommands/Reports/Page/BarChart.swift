import Domain

/// Amounts of named groups as bars that lie, a picture in SVG.
struct BarChart {
  /// One group.
  struct Bar {
    let label: String
    let kept: Money
    /// What would be kept at another rate; none when absent.
    let otherwise: Money?
  }

  let title: String
  let description: String
  let bars: [Bar]

  private static let width = 1_120
  private static let labelWidth = 236
  private static let labelMax = 32
  private static let valueWidth = 104
  private static let rowHeight = 40

  private var length: Int { BarChart.width - BarChart.labelWidth - BarChart.valueWidth }
  private var height: Int { bars.count * BarChart.rowHeight + 8 }

  /// The picture.
  var svg: String {
    let scale = ChartScale(bars.flatMap { [$0.kept, $0.otherwise ?? .zero] })
    let zero = BarChart.labelWidth + scale.place(.zero, on: length)
    let rows = bars.enumerated().map { index, bar in
      row(bar, top: index * BarChart.rowHeight + 4, scale)
    }
    return """
      <svg viewBox="0 0 \(BarChart.width) \(height)" \
      role="img" aria-label="\
      \(HTMLText.escaped(description))"><title>\(HTMLText.escaped(title))</title>
      \(rows.joined(separator: "\n"))
      <line class="zero" x1="\(zero)" y1="0" x2="\(zero)" y2="\(height)"/>
      </svg>
      """
  }

  private func row(_ bar: Bar, top: Int, _ scale: ChartScale) -> String {
    let middle = top + BarChart.rowHeight / 2
    let label = HTMLText.escaped(HTMLText.shortened(bar.label, to: BarChart.labelMax))
    let hasOther = bar.otherwise != nil
    let kept = shape(
      bar, bar.kept, "kept", top: top + (hasOther ? 5 : 9), height: hasOther ? 13 : 20, scale)
    let other = bar.otherwise.map { amount in
      shape(bar, amount, "otherwise", top: top + 20, height: 9, scale)
    }
    let end =
      BarChart.labelWidth
      + [bar.kept, bar.otherwise ?? .zero, .zero].map { scale.place($0, on: length) }
      .reduce(0, max)
    return """
      <text class="name" x="\(BarChart.labelWidth - 12)" y="\(middle + 4)">\(label)</text>
      \(kept)\(other ?? "")
      <text class="value" x="\(end + 8)" y="\(middle + 4)">\(bar.kept.dollars)</text>
      """
  }

  private func shape(
    _ bar: Bar, _ amount: Money, _ kind: String, top: Int, height: Int, _ scale: ChartScale
  ) -> String {
    let (zero, end) = (scale.place(.zero, on: length), scale.place(amount, on: length))
    let width = amount == .zero ? 0 : max(2, abs(end - zero))
    let name = HTMLText.escaped(bar.label)
    return """
      <rect class="\(kind)" x="\(BarChart.labelWidth + min(zero, end))" y="\(top)" \
      width="\(width)" height="\(height)" rx="2"><title>\(name): \(amount.dollars)</title></rect>
      """
  }
}
