package import Domain
package import Messages

extension LimitBalance {
  /// The most visits that are read.
  package static let visitsLimit: Int64 = 1_000_000

  /// Reads what was used of a limit, which is not negative.
  package init(_ message: PaymentV1.LimitBalance) throws(MessageError) {
    guard (0...LimitBalance.visitsLimit).contains(message.visits) else {
      throw MessageError("visits", "is not 0 to \(LimitBalance.visitsLimit)")
    }
    self.init(
      key: LimitKey(
        memberID: try MessageCheck.identifier(message.memberID, "member_id"),
        productID: try MessageCheck.identifier(message.productID, "product_id"),
        planYearStart: try Day(message.planYearStart, "plan_year_start"),
        category: try MessageCheck.identifier(message.category, "category")),
      visits: Int(message.visits),
      amount: try Money(notNegative: message.amount, "amount", absent: .zero))
  }

  /// The balance as a message.
  package var message: PaymentV1.LimitBalance {
    var message = PaymentV1.LimitBalance()
    message.memberID = key.memberID
    message.productID = key.productID
    message.planYearStart = key.planYearStart.message
    message.category = key.category
    message.visits = Int64(visits)
    message.amount = amount.message
    return message
  }
}

extension LimitPosting {
  /// Reads what a line adds to its limits.
  package init(_ message: PaymentV1.LimitPosting) throws(MessageError) {
    guard let visit = message.visit else { throw MessageError("visit", "is missing") }
    let read: CopayVisit
    do throws(MessageError) {
      read = try CopayVisit(visit)
    } catch {
      throw error.within("visit")
    }
    guard (0...Int32(MessageCheck.linesMax)).contains(message.lineNumber) else {
      throw MessageError("line_number", "is not 0 to \(MessageCheck.linesMax)")
    }
    self.init(
      key: LimitKey(
        memberID: try MessageCheck.identifier(message.memberID, "member_id"),
        productID: try MessageCheck.identifier(message.productID, "product_id"),
        planYearStart: try Day(message.planYearStart, "plan_year_start"),
        category: read.category),
      lineNumber: Int(message.lineNumber),
      providerNPI: read.providerNPI, day: read.day, uses: Int(message.uses),
      amount: try Money(message.amount, "amount"))
  }

  /// The posting as a message.
  package var message: PaymentV1.LimitPosting {
    var message = PaymentV1.LimitPosting()
    message.lineNumber = Int32(clamping: lineNumber)
    message.memberID = key.memberID
    message.productID = key.productID
    message.planYearStart = key.planYearStart.message
    message.visit = visit.message
    message.uses = Int32(clamping: uses)
    message.amount = amount.message
    return message
  }
}
