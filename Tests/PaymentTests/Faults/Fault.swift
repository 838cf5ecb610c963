/// One thing that is wrong with a store: a number a little off, a sign turned, or a row that is gone.
struct Fault: CustomStringConvertible {
  /// What is done to a row.
  enum Change: CaseIterable {
    case raised
    case lowered
    case turned
    case deleted
  }

  let place: FaultPlace
  let change: Change
  /// The column that is changed; empty when the row is gone.
  let column: String

  /// Draws a fault at one of the places; each row is as likely as every other.
  static func draw(at places: [FaultPlace], _ random: inout SplitMix) -> Fault {
    while true {
      guard let place = places.randomElement(using: &random),
        let change = Change.allCases.randomElement(using: &random)
      else { preconditionFailure("there is nothing to damage") }
      if change == .deleted { return Fault(place: place, change: change, column: "") }
      let numbers = change == .turned ? place.numbers.filter { $0.value != 0 } : place.numbers
      guard let number = numbers.randomElement(using: &random) else { continue }
      return Fault(place: place, change: change, column: number.column)
    }
  }

  /// The statement that does it.
  var statement: String {
    let table = "\"\(place.table)\""
    let value =
      switch change {
      case .raised: "\"\(column)\" + 1"
      case .lowered: "\"\(column)\" - 1"
      case .turned: "-\"\(column)\""
      case .deleted: ""
      }
    return change == .deleted
      ? "DELETE FROM \(table) WHERE \(place.row)"
      : "UPDATE \(table) SET \"\(column)\" = \(value) WHERE \(place.row)"
  }

  var description: String { statement }
}
