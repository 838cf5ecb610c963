package import Domain
package import Messages

extension AccumulatorKey {
  /// Reads whose running amount it is.
  package init(
    scope: String, holder: String, productID: String, planYearStart: TypeV1.Day?, kind: String
  ) throws(MessageError) {
    guard let scope = Scope(rawValue: scope) else {
      throw MessageError("scope", "is neither member nor family")
    }
    guard let kind = Kind(rawValue: kind) else {
      throw MessageError("kind", "is neither deductible nor out_of_pocket")
    }
    self.init(
      scope: scope, holder: try MessageCheck.identifier(holder, "holder"),
      productID: try MessageCheck.identifier(productID, "product_id"),
      planYearStart: try Day(planYearStart, "plan_year_start"), kind: kind)
  }
}

extension AccumulatorBalance {
  /// Reads a running amount, which is not negative.
  package init(_ message: PaymentV1.AccumulatorBalance) throws(MessageError) {
    self.init(
      key: try AccumulatorKey(
        scope: message.scope, holder: message.holder, productID: message.productID,
        planYearStart: message.planYearStart, kind: message.kind),
      amount: try Money(notNegative: message.amount, "amount"))
  }

  /// The running amount as a message.
  package var message: PaymentV1.AccumulatorBalance {
    var message = PaymentV1.AccumulatorBalance()
    message.scope = key.scope.rawValue
    message.holder = key.holder
    message.productID = key.productID
    message.planYearStart = key.planYearStart.message
    message.kind = key.kind.rawValue
    message.amount = amount.message
    return message
  }
}

extension AccumulatorPosting {
  /// Reads a posting; line 0 stands for an opening balance or a claim as a whole.
  package init(_ message: PaymentV1.AccumulatorPosting) throws(MessageError) {
    guard (0...Int32(MessageCheck.linesMax)).contains(message.lineNumber) else {
      throw MessageError("line_number", "is not 0 to \(MessageCheck.linesMax)")
    }
    self.init(
      key: try AccumulatorKey(
        scope: message.scope, holder: message.holder, productID: message.productID,
        planYearStart: message.planYearStart, kind: message.kind),
      lineNumber: Int(message.lineNumber), amount: try Money(message.amount, "amount"))
  }

  /// The posting as a message.
  package var message: PaymentV1.AccumulatorPosting {
    var message = PaymentV1.AccumulatorPosting()
    message.scope = key.scope.rawValue
    message.holder = key.holder
    message.productID = key.productID
    message.planYearStart = key.planYearStart.message
    message.kind = key.kind.rawValue
    message.amount = amount.message
    message.lineNumber = Int32(clamping: lineNumber)
    return message
  }
}

extension CopayVisit {
  /// Reads a visit.
  package init(_ message: PaymentV1.CopayVisit) throws(MessageError) {
    self.init(
      providerNPI: try MessageCheck.npi(message.providerNPI, "provider_npi"),
      day: try Day(message.day, "day"),
      category: try MessageCheck.identifier(message.category, "category"))
  }

  /// The visit as a message.
  package var message: PaymentV1.CopayVisit {
    var message = PaymentV1.CopayVisit()
    message.providerNPI = providerNPI
    message.day = day.message
    message.category = category
    return message
  }
}
