package import Domain
package import Messages

extension Money {
  /// Reads an amount.
  ///
  /// - Parameters:
  ///   - message: The amount, when it was sent.
  ///   - field: The name of its field.
  ///   - absent: What an absent amount means; without it the amount must be there.
  package init(
    _ message: TypeV1.Money?, _ field: String, absent: Money? = nil
  ) throws(MessageError) {
    guard let message else {
      guard let absent else { throw MessageError(field, "is missing") }
      self = absent
      return
    }
    guard let amount = Money(checkedCents: message.cents) else {
      throw MessageError(field, "is beyond the largest amount")
    }
    self = amount
  }

  /// Reads an amount that may not be negative.
  package init(
    notNegative message: TypeV1.Money?, _ field: String, absent: Money? = nil
  ) throws(MessageError) {
    try self.init(message, field, absent: absent)
    guard self >= .zero else { throw MessageError(field, "is negative") }
  }

  /// The amount as a message.
  package var message: TypeV1.Money {
    var message = TypeV1.Money()
    message.cents = cents
    return message
  }
}

extension Day {
  /// Reads a day, which must be there.
  package init(_ message: TypeV1.Day?, _ field: String) throws(MessageError) {
    guard let message else { throw MessageError(field, "is missing") }
    guard let day = Day(checkedNumber: message.days) else {
      throw MessageError(field, "is not 1800-01-01 to 9999-12-31")
    }
    self = day
  }

  /// The day as a message.
  package var message: TypeV1.Day {
    var message = TypeV1.Day()
    message.days = number
    return message
  }
}

extension DaySpan {
  /// Reads a span, which must be there; without a last day its end is open.
  package init(_ message: TypeV1.DaySpan?, _ field: String) throws(MessageError) {
    guard let message else { throw MessageError(field, "is missing") }
    let from = try Day(message.from, "\(field).from")
    let to = message.to == nil ? Day.openEnd : try Day(message.to, "\(field).to")
    guard let span = DaySpan(checkedFrom: from, to: to) else {
      throw MessageError(field, "ends before it begins")
    }
    self = span
  }

  /// The span as a message; an open end is written as its day.
  package var message: TypeV1.DaySpan {
    var message = TypeV1.DaySpan()
    message.from = from.message
    message.to = to.message
    return message
  }
}

extension Instant {
  /// Reads a moment, which must be there.
  package init(_ message: TypeV1.Instant?, _ field: String) throws(MessageError) {
    guard let message else { throw MessageError(field, "is missing") }
    let instant = Instant(microseconds: message.microseconds)
    guard (Day.first...Day.openEnd).contains(instant.day) else {
      throw MessageError(field, "is not in the years 1800 to 9999")
    }
    self = instant
  }

  /// The moment as a message.
  package var message: TypeV1.Instant {
    var message = TypeV1.Instant()
    message.microseconds = microseconds
    return message
  }
}

extension Quantity {
  /// Reads a number of units, which must be there.
  package init(_ message: TypeV1.Quantity?, _ field: String) throws(MessageError) {
    guard let message else { throw MessageError(field, "is missing") }
    guard let quantity = Quantity(checkedThousandths: message.thousandths) else {
      throw MessageError(field, "is negative or beyond the largest quantity")
    }
    self = quantity
  }

  /// The number of units as a message.
  package var message: TypeV1.Quantity {
    var message = TypeV1.Quantity()
    message.thousandths = thousandths
    return message
  }
}

extension BasisPoints {
  /// Reads a share of 0 to 10,000 basis points.
  package init(_ value: Int32, _ field: String) throws(MessageError) {
    guard let share = BasisPoints(checked: Int64(value)) else {
      throw MessageError(field, "is not 0 to 10,000")
    }
    self = share
  }
}
