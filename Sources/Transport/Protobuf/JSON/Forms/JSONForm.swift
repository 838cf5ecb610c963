/// The types of the interface that JSON shows as people write them; each holds one number.
enum JSONForm: String {
  /// Cents, as `"123.45"`.
  case money = "hmo.type.v1.Money"
  /// Days since 1970-01-01, as `"2026-03-10"`.
  case day = "hmo.type.v1.Day"
  /// Microseconds since the beginning of 1970 in UTC, as `"2026-03-10T14:05:09Z"`.
  case instant = "hmo.type.v1.Instant"
  /// Thousandths, as `"0.5"`.
  case quantity = "hmo.type.v1.Quantity"

  /// The form of a type, if it has one.
  init?(type: String) {
    guard type.hasPrefix("hmo.type.v1.") else { return nil }
    self.init(rawValue: type)
  }

  /// The text of a number; nothing when no calendar date shows it.
  func text(of number: Int64) -> String? {
    switch self {
    case .money: FixedPoint.text(of: number, decimals: 2, keepsZeros: true)
    case .quantity: FixedPoint.text(of: number, decimals: 3, keepsZeros: false)
    case .day: CivilDate(daysSince1970: number)?.description
    case .instant: CivilTime.text(ofMicroseconds: number)
    }
  }

  /// The number of a text; nothing when it is not written in this form.
  func number(of text: String) -> Int64? {
    switch self {
    case .money: FixedPoint.number(of: text, decimals: 2)
    case .quantity: FixedPoint.number(of: text, decimals: 3)
    case .day: CivilDate(text)?.daysSince1970
    case .instant: CivilTime.microseconds(of: text)
    }
  }

  /// What a value must look like, for errors.
  var example: String {
    switch self {
    case .money: "an amount such as \"123.45\""
    case .day: "a day such as \"2026-03-10\""
    case .instant: "a moment such as \"2026-03-10T14:05:09Z\""
    case .quantity: "a quantity such as \"2\" or \"0.5\", with at most three decimals"
    }
  }

  /// What a value of any message type must look like, for errors.
  static func wanted(_ type: String) -> String {
    JSONForm(type: type)?.example ?? "an object"
  }
}

extension JSONForm: CustomStringConvertible {
  var description: String {
    switch self {
    case .money: "amount"
    case .day: "day"
    case .instant: "moment"
    case .quantity: "quantity"
    }
  }
}
