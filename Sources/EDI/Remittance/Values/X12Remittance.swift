package import Domain

/// An 835: one payment to one payee, with every claim that it settles.
///
/// ``check()`` says whether it balances and is legal; a file is written only when it does.
package struct X12Remittance: Hashable, Sendable {
  /// The most claims in one remittance.
  package static let claimsMax = 10_000
  /// The most lines of one claim.
  package static let linesMax = 999

  /// BPR02, what is paid: never negative.
  package var amount: Money
  /// BPR04 to BPR15, how it is paid.
  package var method: X12PaymentMethod
  /// BPR16, the day on which the money is there or the check is dated.
  package var paymentDay: Day
  /// TRN02, the number of the transfer or check; the payee finds the money by it.
  package var traceNumber: String
  /// TRN03, who pays: as a rule `1` and the employer identification number.
  package var originator: String
  /// REF*EV, the receiver when it is not the payee; empty for none.
  package var receiverNumber: String
  /// DTM*405, the day up to which claims were taken into it.
  package var productionDay: Day
  /// Loop 1000A.
  package var payer: X12RemittancePayer
  /// Loop 1000B.
  package var payee: X12RemittancePayee
  /// Loops 2000, each with its claims; without claims there is none.
  package var groups: [X12RemittanceGroup]
  /// PLB, in order; those of one provider and year stand together.
  package var providerAdjustments: [X12ProviderAdjustment]

  /// Makes a remittance.
  package init(
    amount: Money, method: X12PaymentMethod, paymentDay: Day, traceNumber: String,
    originator: String, receiverNumber: String = "", productionDay: Day,
    payer: X12RemittancePayer, payee: X12RemittancePayee, groups: [X12RemittanceGroup],
    providerAdjustments: [X12ProviderAdjustment] = []
  ) {
    self.amount = amount
    self.method = method
    self.paymentDay = paymentDay
    self.traceNumber = traceNumber
    self.originator = originator
    self.receiverNumber = receiverNumber
    self.productionDay = productionDay
    self.payer = payer
    self.payee = payee
    self.groups = groups
    self.providerAdjustments = providerAdjustments
  }

  /// All claims in the order of the file.
  package var claims: [X12RemittanceClaim] { groups.flatMap(\.claims) }
}
