/// How wide charts are, in units of about a pixel of a page of full width.
enum ChartWidth {
  /// As wide as the page.
  static let broad = 1_120
  /// Beside a table.
  static let half = 500
  /// What tells the style of the page that a chart is broad.
  static let broadClass = " class=\"broad\""
}
