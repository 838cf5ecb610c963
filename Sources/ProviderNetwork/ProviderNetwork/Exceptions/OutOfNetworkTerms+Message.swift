import Domain
import DomainMessages
import Messages
import NetworkRules

extension OutOfNetworkTerms {
  /// Reads and checks the terms of a load.
  init(_ message: NetworkV1.OutOfNetworkTerms) throws(MessageError) {
    let basis: Basis
    switch message.feeMethod {
    case .medicare: basis = .medicare
    case .qualifyingPayment: basis = .qualifyingPayment
    default: throw MessageError("fee_method", "is none that is owed without a contract")
    }
    self.init(
      productID: try MessageCheck.identifier(message.productID, "product_id"),
      days: try DaySpan(message.days, "days"), basis: basis,
      feeScheduleID: try MessageCheck.identifier(message.feeScheduleID, "fee_schedule_id"))
  }
}
