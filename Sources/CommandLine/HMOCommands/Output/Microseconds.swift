/// A time in whole microseconds, printed without floating point.
struct Microseconds {
  private let count: Int64

  init(_ count: Int64) {
    self.count = count
  }

  /// Seconds such as `12`, `0.0001` or `-3.5`.
  var seconds: String { decimal(places: 6, trimmed: true) }

  /// Milliseconds such as `0.120 ms`.
  var milliseconds: String { decimal(places: 3, trimmed: false) + " ms" }

  private func decimal(places: Int, trimmed: Bool) -> String {
    let scale: UInt64 = places == 6 ? 1_000_000 : 1_000
    let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: scale)
    var fraction = String(String(scale + rest).dropFirst())
    while trimmed, fraction.last == "0" { fraction.removeLast() }
    let sign = count < 0 ? "-" : ""
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
  }
}
