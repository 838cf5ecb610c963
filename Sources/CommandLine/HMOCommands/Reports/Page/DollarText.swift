import Domain

extension Money {
  /// The amount as a page shows it: `$1,234.50`, `−$0.80`.
  var dollars: String { sign + HTMLText.grouped(cents.magnitude / 100) + "." + Money.cents(cents) }

  /// The amount in whole dollars, as the side of a chart shows it; with cents when there are some.
  var shortDollars: String {
    cents % 100 == 0 ? sign + HTMLText.grouped(cents.magnitude / 100) : dollars
  }

  /// Which part of `base` the amount is, as `1.99 %`; a dash when there is no base.
  func part(of base: Money) -> String {
    guard base.cents != 0 else { return "–" }
    let hundredths = abs(Int128(cents)) * 10_000
    let magnitude = abs(Int128(base.cents))
    let rounded = (2 * hundredths + magnitude) / (2 * magnitude)
    let fraction = rounded % 100
    let isNegative = (cents < 0) != (base.cents < 0) && rounded != 0
    return "\(isNegative ? "−" : "")\(rounded / 100).\(fraction < 10 ? "0" : "")\(fraction) %"
  }

  private var sign: String { cents < 0 ? "−$" : "$" }

  private static func cents(_ amount: Int64) -> String {
    let rest = amount.magnitude % 100
    return rest < 10 ? "0\(rest)" : "\(rest)"
  }
}
