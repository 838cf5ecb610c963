import Domain

/// Spreads an amount of a whole claim over its lines to the cent (rule `COB-3`).
enum ProportionalSpread {
  /// The part of each line, in the proportion of `bases`.
  ///
  /// What was spread until a line is the rounded share of everything until there, so that the parts add
  /// up and the last line takes the rest. A part is held to the line's `room`; what does not fit goes to
  /// the lines behind, then to the first ones that have room left. Where there is no room at all, the
  /// parts are less than the amount. Without any base the first line takes all.
  static func parts(
    of amount: Money, over bases: [Money], within room: [Money]? = nil
  ) -> [Money] {
    let total = bases.reduce(.zero, +)
    guard total > .zero else {
      return bases.indices.map { $0 == 0 ? amount : .zero }
    }
    var parts: [Money] = []
    parts.reserveCapacity(bases.count)
    var base = Money.zero
    var given = Money.zero
    for (index, part) in bases.enumerated() {
      base += part
      let due = amount.scaled(by: base.cents, over: total.cents) - given
      let fits = room.map { amount >= .zero ? min(due, $0[index]) : due } ?? due
      parts.append(fits)
      given += fits
    }
    if let room { fill(&parts, with: amount - given, within: room) }
    return parts
  }

  /// Adds `rest` to the first lines that have room for more of it.
  private static func fill(_ parts: inout [Money], with rest: Money, within room: [Money]) {
    var rest = rest
    for index in parts.indices where rest > .zero && room[index] > parts[index] {
      let more = min(rest, room[index] - parts[index])
      parts[index] += more
      rest -= more
    }
  }
}
