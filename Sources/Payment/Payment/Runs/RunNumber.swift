/// The number of a run, a remittance, a statement or a letter as it is shown: a letter and at least nine digits.
struct RunNumber: Hashable, Sendable {
  /// What is numbered.
  enum Kind: String, Hashable, Sendable {
    case run = "R"
    case remittance = "P"
    /// What a month of members came to.
    case statement = "M"
    /// What asks for an overpayment.
    case letter = "L"
  }

  let kind: Kind
  /// From 1.
  let number: Int64

  /// Takes a number of the store.
  init(_ kind: Kind, _ number: Int64) {
    self.kind = kind
    self.number = number
  }

  /// Reads what ``text`` wrote; nothing for any other text.
  init?(_ kind: Kind, text: String) {
    guard text.hasPrefix(kind.rawValue), let number = Int64(text.dropFirst()), number > 0 else {
      return nil
    }
    self.init(kind, number)
    guard self.text == text else { return nil }
  }

  /// Letter and digits, such as `R000000001`.
  var text: String {
    let digits = String(number)
    return kind.rawValue + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
  }
}
