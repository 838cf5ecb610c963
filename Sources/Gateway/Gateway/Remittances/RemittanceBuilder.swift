import Domain
import DomainMessages
import EDI
import Messages

/// Makes the 835 of a remittance from what payment decided and what the claims say.
///
/// The same facts give the same value: nothing here reads a clock or draws a number.
struct RemittanceBuilder {
  let remittance: PaymentV1.Remittance
  private let day: Day
  private let payer: PaymentV1.Payer
  private let payee: PaymentV1.Payee
  private var claims: [X12RemittanceClaim] = []
  private var payeeName = ""
  private var payeeAddress: X12OutgoingAddress?

  /// Begins the document of a remittance.
  ///
  /// - Throws: ``MessageError`` when payment's answer lacks what a document needs.
  init(_ remittance: PaymentV1.Remittance) throws(MessageError) {
    guard let payer = remittance.payer, let payee = remittance.payee else {
      throw MessageError("payee", "is missing")
    }
    self.remittance = remittance
    self.payer = payer
    self.payee = payee
    day = try Instant(remittance.closedAt, "closed_at").day
    payeeName = payee.name
    payeeAddress = payee.address.map(X12OutgoingAddress.init)
  }

  /// Adds a version of a claim, as it was decided and as it was submitted.
  mutating func add(
    _ remitted: PaymentV1.RemittedClaim, _ claim: ClaimV1.Claim, receivedOn: Day
  ) throws(MessageError) {
    if payeeName.isEmpty { payeeName = claim.billingProvider?.name ?? "" }
    claims.append(try RemittedClaim(remitted, claim, receivedOn: receivedOn).document)
  }

  /// The document.
  func document() throws(MessageError) -> X12Remittance {
    let amount = try Money(remittance.payment, "payment")
    return X12Remittance(
      amount: amount, method: method(amount), paymentDay: day,
      traceNumber: remittance.remittanceID, originator: originator, productionDay: day,
      payer: X12RemittancePayer(
        name: X12Text.writable(payer.name, most: 60),
        address: X12OutgoingAddress(payer.address ?? TypeV1.Address()), number: payer.payerID,
        technicalContact: X12OutgoingContact(
          name: X12Text.writable(payer.contactName, most: 60), telephone: payer.contactPhone)),
      payee: X12RemittancePayee(
        name: X12Text.writable(payeeName.isEmpty ? payee.npi : payeeName, most: 60),
        identifier: payee.npi, address: payeeAddress, taxID: payee.tin),
      groups: claims.isEmpty ? [] : [X12RemittanceGroup(number: 1, claims: claims)],
      providerAdjustments: try adjustments())
  }

  /// Who sends the file to whom, under which number.
  func envelope(number: Int) throws(MessageError) -> X12OutgoingEnvelope {
    X12OutgoingEnvelope(
      sender: payer.payerID, receiver: payee.receiverID.isEmpty ? payee.npi : payee.receiverID,
      interchangeControlNumber: number, groupControlNumber: number,
      instant: try Instant(remittance.closedAt, "closed_at"), usage: .production)
  }

  private var originator: String { "1" + payer.tin }

  private func method(_ amount: Money) -> X12PaymentMethod {
    guard amount > .zero else { return .none }
    guard !payer.routingNumber.isEmpty, !payee.routingNumber.isEmpty else { return .check }
    return .transfer(
      X12Transfer(
        payerAccount: X12BankAccount(
          routingNumber: payer.routingNumber, number: payer.accountNumber),
        originator: originator,
        payeeAccount: X12BankAccount(
          routingNumber: payee.routingNumber, number: payee.accountNumber)))
  }

  private func adjustments() throws(MessageError) -> [X12ProviderAdjustment] {
    var adjustments: [X12ProviderAdjustment] = []
    for adjustment in remittance.adjustments {
      adjustments.append(
        X12ProviderAdjustment(
          provider: payee.npi, fiscalYearEnd: Day(year: day.year, month: 12, day: 31) ?? day,
          reason: X12ProviderAdjustment.Reason(rawValue: adjustment.code),
          reference: X12Text.writable(adjustment.reference, most: 50),
          amount: try Money(adjustment.amount, "amount")))
    }
    return adjustments
  }
}

extension X12OutgoingAddress {
  /// An address as a document may carry it.
  init(_ message: TypeV1.Address) {
    self.init(
      line1: X12Text.writable(message.line, most: 55),
      line2: X12Text.writable(message.secondLine, most: 55),
      city: X12Text.writable(message.city, most: 30),
      state: X12Text.writable(message.state, most: 2),
      postalCode: X12Text.writable(message.postalCode, most: 15))
  }
}
