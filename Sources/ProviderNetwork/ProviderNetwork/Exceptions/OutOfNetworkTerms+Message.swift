import Domain
import DomainMessages
import Messages
import NetworkRules

extension OutOfNetworkTerms {
  /// Reads and checks the terms of a load; the qualifying payment amount is owed for a commercial
  /// product alone (rule `NET-OON-4`).
  init(_ message: NetworkV1.OutOfNetworkTerms) throws(MessageError) {
    let basis: Basis
    switch message.feeMethod {
    case .medicare: basis = .medicare
    case .qualifyingPayment: basis = .qualifyingPayment
    default: throw MessageError("fee_method", "is none that is owed without a contract")
    }
    if basis == .qualifyingPayment || message.lineOfBusiness != .unspecified {
      let line = try LineOfBusiness(message.lineOfBusiness, "line_of_business")
      guard basis.isOwed(by: line) else {
        throw MessageError("fee_method", "is not owed by a product of that line of business")
      }
    }
    self.init(
      productID: try MessageCheck.identifier(message.productID, "product_id"),
      days: try DaySpan(message.days, "days"), basis: basis,
      feeScheduleID: try MessageCheck.identifier(message.feeScheduleID, "fee_schedule_id"))
  }
}
