import Domain

/// A report of sequestration as one HTML page that needs nothing else: no network, no script.
///
/// Each chart stands above a table with the same figures, so that nothing is told by a picture or a
/// color alone. The same report gives the same bytes.
struct SequestrationPage {
  private let facts: SequestrationFacts
  private let views: [SequestrationView]
  private let isDeidentified: Bool

  /// Prepares a page with a section for each grouping.
  init(_ facts: SequestrationFacts, _ views: [SequestrationView], isDeidentified: Bool) {
    self.facts = facts
    self.views = views
    self.isDeidentified = isDeidentified
  }

  /// The page.
  var text: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src \
    'unsafe-inline'">
    <title>\(title)</title>
    <style>
    \(PageStyle.text)
    </style>
    </head>
    <body>
    <a class="skip" href="#figures">To the figures</a>
    <div class="page">
    \(header)
    <main id="figures">
    \(sections)
    \(notes)
    </main>
    </div>
    </body>
    </html>

    """
  }

  private var total: SequestrationFigures { views.first?.total ?? SequestrationFigures() }

  private var title: String { "Sequestration, \(facts.daysText)" }

  private var header: String {
    """
    <header>
    <p class="kind">Medicare Advantage\(isDeidentified ? " · de-identified" : "")</p>
    <h1>What sequestration kept</h1>
    <p class="lead">Of <b>\(total.base.dollars)</b> that claims would have paid, the budget law \
    kept <b>\(total.sequestered.dollars)</b>. These are \(facts.daysText), at \
    \(count(total.practices, "practice", "practices")), with reversals subtracted.</p>
    <dl class="tiles">
    \(tiles)
    </dl>
    </header>
    """
  }

  private var tiles: String {
    let kept = total.sequestered.part(of: total.base)
    var tiles = [
      tile("Payments before", total.base.dollars, count(total.claims, "claim", "claims")),
      tile("Kept by sequestration", total.sequestered.dollars, "\(kept) of it", kind: "main"),
      tile("Paid", total.paid.dollars, "withheld by contracts: \(total.withheld.dollars)"),
    ]
    if let rate = facts.otherRate {
      let change = total.change.cents > 0 ? "more" : "less"
      let difference = Money(cents: Int64(clamping: total.change.cents.magnitude))
      tiles.append(
        tile(
          "Kept if the rate were \(rate)", total.otherwise.dollars,
          "\(difference.dollars) \(change); nothing is posted", kind: "other"))
    }
    return tiles.joined(separator: "\n")
  }

  private func tile(_ name: String, _ value: String, _ note: String, kind: String = "") -> String {
    """
    <div\(kind.isEmpty ? "" : " class=\"\(kind)\"")><dt>\(name)</dt><dd>\(value)\
    <small>\(note)</small></dd></div>
    """
  }

  private var sections: String {
    guard !facts.groups.isEmpty else {
      return
        "<section><h2>Nothing was kept</h2><p>No payment of these days was reduced.</p></section>"
    }
    return views.map { SequestrationSection($0, facts.otherRate).html }.joined(separator: "\n")
  }

  private var notes: String {
    var notes = [
      "“Before” is what a claim would have paid after the member’s share; sequestration never "
        + "changes that share.",
      "“Rate” is what was kept as a part of what stood before; rounding to the cent, line by line, "
        + "and days with other rates move it.",
      "A claim counts once in each month in which it has a service.",
      "Urban, rural and super-rural are the terms of Medicare’s list of postal codes.",
    ]
    if facts.otherRate != nil {
      notes.append(
        "The other rate is applied to each line as it was stored and rounded by itself; what "
          + "contracts withhold is left as it is.")
    }
    if isDeidentified {
      notes.append(
        "Groups of fewer than \(Deidentification.practicesMin) practices or "
          + "\(Deidentification.membersMin) members are merged; no practice and no member is named."
      )
    }
    return """
      <section class="notes"><h2>How to read this</h2><ul>
      \(notes.map { "<li>\($0)</li>" }.joined(separator: "\n"))
      </ul></section>
      """
  }

  private func count(_ number: some BinaryInteger, _ one: String, _ many: String) -> String {
    "\(HTMLText.grouped(number)) \(number == 1 ? one : many)"
  }
}
