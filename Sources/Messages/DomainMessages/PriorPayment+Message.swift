package import Domain
package import Messages

extension PriorPayment {
  /// Reads what payers before this plan decided; paid and left to the patient must be there.
  package init(_ message: PaymentV1.PriorPayment) throws(MessageError) {
    self.init(
      paid: try Money(notNegative: message.paid, "paid"),
      patientShare: try Money(notNegative: message.patientShare, "patient_share"),
      allowed: message.allowed == nil ? nil : try Money(notNegative: message.allowed, "allowed"),
      obligated: message.obligated == nil
        ? nil : try Money(notNegative: message.obligated, "obligated"))
  }

  /// The payment as a message.
  package var message: PaymentV1.PriorPayment {
    var message = PaymentV1.PriorPayment()
    message.paid = paid.message
    message.patientShare = patientShare.message
    message.allowed = allowed?.message
    message.obligated = obligated?.message
    return message
  }
}
