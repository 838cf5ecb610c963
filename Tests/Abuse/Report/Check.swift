/// One promise that was put to the proof, with what was seen.
struct Check: Sendable, Hashable {
  /// What the measured value is held against.
  enum Bound: Sendable, Hashable {
    case atMost(Double)
    case atLeast(Double)
    case exactly(Double)
  }

  let name: String
  let bound: Bound
  let unit: String
  private(set) var measured: Double

  init(_ name: String, _ measured: Double, _ bound: Bound, _ unit: String = "") {
    self.name = name
    self.bound = bound
    self.unit = unit
    self.measured = measured
  }

  init(_ name: String, _ measured: Int, exactly expected: Int) {
    self.init(name, Double(measured), .exactly(Double(expected)))
  }

  /// Whether the promise held.
  var holds: Bool {
    switch bound {
    case .atMost(let limit): measured <= limit
    case .atLeast(let limit): measured >= limit
    case .exactly(let limit): measured == limit
    }
  }

  /// Keeps the worse of two values of the same promise.
  mutating func merge(_ other: Check) {
    switch bound {
    case .atMost: measured = max(measured, other.measured)
    case .atLeast: measured = min(measured, other.measured)
    case .exactly: if !other.holds { measured = other.measured }
    }
  }
}

extension Check {
  /// The bound as people read it.
  var limitText: String {
    switch bound {
    case .atMost(let limit): "≤ \(Self.text(limit, unit))"
    case .atLeast(let limit): "≥ \(Self.text(limit, unit))"
    case .exactly(let limit): Self.text(limit, unit)
    }
  }

  /// The value as people read it.
  var measuredText: String { Self.text(measured, unit) }

  private static func text(_ value: Double, _ unit: String) -> String {
    let isWhole = value == value.rounded() && abs(value) < 1e15
    let number = isWhole ? String(Int(value)) : FixedText.decimals(value, 2)
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}

extension [Check] {
  /// Adds checks of another round: the same promise stands once, with the worst that was seen.
  mutating func merge(_ others: [Check]) {
    for other in others {
      if let index = firstIndex(where: { $0.name == other.name }) {
        self[index].merge(other)
      } else {
        append(other)
      }
    }
  }
}
