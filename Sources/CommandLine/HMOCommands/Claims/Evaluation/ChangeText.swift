import Domain
import Messages
import Protobuf

/// A change as people write it: `fee:1=120.00`, what, of which line, to what; every line without one.
enum ChangeText {
  /// What can be otherwise, for the help of the command.
  static let help = """
    charge[:LINE]=AMOUNT           another charge
    units[:LINE]=NUMBER            other units
    day[:LINE]=YYYY-MM-DD          another day of service
    modifiers[:LINE]=A,B           other modifiers; none when empty
    place[:LINE]=CODE              another place of service
    fee[:LINE]=AMOUNT              another fee of the contract for a unit
    authorization[:LINE]=approved  an authorization with all units; or none
    referral[:LINE]=on-file        a referral with a visit left; or none
    sequestration=PERCENT          another rate of sequestration, such as 1.5
    facts=now                      coverage, contract and authorizations as they are on file now
    """

  /// Reads a change.
  ///
  /// - Throws: ``CommandFailure`` that says what is wrong with it.
  static func change(_ text: String) throws(CommandFailure) -> ClaimV1.ClaimChange {
    guard let equals = text.firstIndex(of: "=") else { throw failure(text, "has no \"=\"") }
    let name = text[..<equals].split(separator: ":", omittingEmptySubsequences: false)
    guard let kind = name.first, name.count <= 2 else { throw failure(text, "names no change") }
    var line: Int32 = 0
    if name.count == 2 {
      guard let number = Int32(name[1]), number > 0 else { throw failure(text, "has no such line") }
      line = number
    }
    let value = String(text[text.index(after: equals)...])
    guard let change = change(String(kind), value) else {
      throw failure(text, "names no change, or no value that it can have")
    }
    return .with {
      $0.lineNumber = line
      $0.change = change
    }
  }

  private static func change(_ kind: String, _ value: String) -> ClaimV1.ClaimChange.Change? {
    switch kind {
    case "charge": amount(value).map { .charge($0) }
    case "fee": amount(value).map { .unitFee($0) }
    case "units":
      Quantity(decimal: value).map { units in
        .quantity(.with { $0.thousandths = units.thousandths })
      }
    case "day": Day(iso: value).map { day in .day(.with { $0.days = day.number }) }
    case "modifiers":
      .modifiers(.with { $0.modifiers = value.split(separator: ",").map(String.init) })
    case "place": .placeOfService(value)
    case "authorization": ["approved": true, "none": false][value].map { .isAuthorized($0) }
    case "referral": ["on-file": true, "none": false][value].map { .isReferred($0) }
    case "sequestration": rate(value).map { .sequestrationBasisPoints($0) }
    case "facts": value == "now" ? .isReadAgain(true) : nil
    default: nil
    }
  }

  private static func amount(_ value: String) -> TypeV1.Money? {
    Money(decimal: value).map { money in .with { $0.cents = money.cents } }
  }

  /// A percentage with at most two digits behind the point, in basis points.
  private static func rate(_ value: String) -> Int32? {
    guard let percent = Money(decimal: value), (0...10_000).contains(percent.cents) else {
      return nil
    }
    return Int32(percent.cents)
  }

  private static func failure(_ text: String, _ what: String) -> CommandFailure {
    CommandFailure(
      "\"\(Terminal.safe(text))\" \(what). What can be otherwise:\n\(help)", code: 64)
  }
}
