import Domain
import EDI
import Testing

@Suite("What forbids a remittance")
struct RemittanceCheckTests {
  typealias Code = X12RemittanceViolation.Code

  @Test("The visit is allowed, and a refusal names every violation")
  func refusal() throws {
    #expect(SampleRemittance.visit.check() == [])
    var wrong = SampleRemittance.visit
    wrong.amount = Money(cents: 39_21)
    wrong.groups[0].claims[0].lines[0].adjustments[0].code = "15"
    do {
      _ = try SampleRemittance.envelope.file(of: [wrong])
      Issue.record("it was written")
    } catch {
      #expect(error.code == .remittanceRefused)
      #expect(error.violations.map(\.code) == [.paymentOutOfBalance, .codeRetired])
      #expect(error.violations.last?.description == "CODE_RETIRED claim 1 line 1 PR-15")
    }
  }

  @Test("EDI-REMIT-BALANCE: a line, a claim and a payment out of balance are told apart")
  func balance() {
    var line = SampleRemittance.visit
    line.groups[0].claims[0].lines[0].paid += Money(cents: 1)
    #expect(line.check().map(\.code) == [.lineOutOfBalance])
    var claim = SampleRemittance.visit
    claim.groups[0].claims[0].paid += Money(cents: 1)
    claim.amount += Money(cents: 1)
    #expect(claim.check().map(\.code) == [.claimOutOfBalance])
    var payment = SampleRemittance.visit
    payment.amount += Money(cents: 1)
    #expect(payment.check().map(\.code) == [.paymentOutOfBalance])
  }

  @Test("EDI-REMIT-BALANCE: a claim priced as a whole balances without lines")
  func claimLevel() {
    var claim = SampleRemittance.visitClaim
    claim.adjustments = claim.lines[0].adjustments
    claim.lines = []
    #expect(SampleRemittance.holding([claim]).check() == [])
  }

  @Test("EDI-REMIT-BALANCE: provider adjustments lower the payment, negative ones raise it")
  func providerAdjustments() {
    let remittance = SampleRemittance.holding(
      [SampleRemittance.visitClaim],
      [adjustment(.interest, "", -82), adjustment(.overpayment, "ICN7", 20_00)])
    #expect(remittance.amount == Money(cents: 20_02))
    #expect(remittance.check() == [])
  }

  @Test("EDI-REMIT-PROVIDER: an overpayment, a balance and a refund say what they concern")
  func references() {
    for reason in [X12ProviderAdjustment.Reason.overpayment, .balanceForward, .refund] {
      let remittance = SampleRemittance.holding(
        [SampleRemittance.visitClaim], [adjustment(reason, "", -1)])
      #expect(remittance.check().map(\.code) == [.referenceMissing])
    }
    let zero = SampleRemittance.holding(
      [SampleRemittance.visitClaim], [adjustment(.interest, "", 0)])
    #expect(zero.check().map(\.code) == [.adjustmentOfZero])
  }

  @Test("EDI-REMIT-PROVIDER: a payment is not negative, and a balance is carried forward instead")
  func negativePayment() {
    let reversal = SampleRemittance.reversal(of: SampleRemittance.visitClaim)
    var negative = SampleRemittance.holding([reversal])
    #expect(negative.check().map(\.code) == [.paymentNegative])
    negative = SampleRemittance.holding(
      [reversal], [adjustment(.balanceForward, "TRACK1", -39_20)])
    #expect(negative.amount == .zero)
    #expect(negative.check() == [])
  }

  @Test("EDI-REMIT-PROVIDER: nothing is paid by no method, and by no method nothing")
  func method() {
    var remittance = SampleRemittance.visit
    remittance.method = .none
    #expect(remittance.check().map(\.code) == [.methodContradictsAmount])
    let reversal = SampleRemittance.reversal(of: SampleRemittance.visitClaim)
    remittance = SampleRemittance.holding([SampleRemittance.visitClaim, reversal])
    remittance.method = .check
    #expect(remittance.check().map(\.code) == [.methodContradictsAmount])
  }

  @Test(
    "EDI-REMIT-CODES: reason codes stand only with the groups that are allowed to them",
    arguments: [
      (AdjustmentGroup.contractual, "18"), (.patient, "253"), (.patient, "104"),
      (.patient, "24"), (.patient, "23"), (.contractual, "275"), (.patient, "303"),
      (.contractual, "257"), (.payerInitiated, "45"), (.other, "45"), (.contractual, "1"),
      (.other, "278"), (.contractual, "238"), (.patient, "281"), (.other, "249"),
    ])
  func groups(_ group: AdjustmentGroup, _ code: String) {
    #expect(codes(group, code) == [.groupNotAdmitted])
  }

  @Test(
    "EDI-REMIT-CODES: the same codes pass in their own group",
    arguments: [
      (AdjustmentGroup.other, "18"), (.other, "23"), (.patient, "275"),
      (.contractual, "303"), (.payerInitiated, "278"), (.patient, "238"),
    ])
  func ownGroups(_ group: AdjustmentGroup, _ code: String) {
    #expect(codes(group, code) == [])
  }

  @Test("EDI-REMIT-CODES: a retired or foreign reason code is refused, but a reversal repeats it")
  func retired() {
    for code in ["15", "38", "A2", "D23", "B5", "165"] {
      #expect(codes(.contractual, code) == [.codeRetired])
    }
    for code in ["P1", "W2X", "", "4O", "1234"] {
      #expect(codes(.contractual, code) == [.codeForeign])
    }
    var claim = SampleRemittance.visitClaim
    claim.lines[0].adjustments[2].code = "A2"
    claim.lines[0].allowed = nil
    let reversal = SampleRemittance.reversal(of: claim)
    let carried = adjustment(.balanceForward, "TRACK1", -39_20)
    #expect(SampleRemittance.holding([reversal], [carried]).check() == [])
  }

  @Test("EDI-REMIT-CODES: some reason codes need a remark, and an alert is not enough")
  func remarks() {
    #expect(codes(.contractual, "16") == [.remarkMissing])
    #expect(codes(.contractual, "96", remarks: ["N381", "MA01"]) == [.remarkMissing])
    #expect(codes(.contractual, "96", remarks: ["N130"]) == [])
    #expect(codes(.contractual, "96", claimRemarks: ["N130"]) == [])
    #expect(codes(.contractual, "97", remarks: ["N29"]) == [.remarkRetired])
  }

  @Test("EDI-REMIT-CODES: a reduction to the allowed amount never takes the whole charge")
  func wholeCharge() {
    let remittance = SampleRemittance.visit { line in
      line.adjustments = [
        Adjustment(.contractual, "45", Money(cents: 100_00)),
        Adjustment(.patient, "45", Money(cents: 50_00)),
      ]
      line.paid = .zero
      line.allowed = nil
    }
    #expect(remittance.check().map(\.code) == [.reductionIsWholeCharge])
  }

  @Test("EDI-REMIT-BALANCE: the allowed amount is the charge less what sets the price")
  func allowed() {
    let wrong = SampleRemittance.visit { $0.allowed = Money(cents: 99_99) }
    #expect(wrong.check().map(\.code) == [.allowedContradictsAdjustments])
    let above = SampleRemittance.visit { line in
      line.adjustments = [Adjustment(.contractual, "94", Money(cents: -25_00))]
      line.paid = Money(cents: 175_00)
      line.allowed = Money(cents: 175_00)
    }
    #expect(above.check() == [])
    let denied = SampleRemittance.visit { line in
      line.adjustments = [Adjustment(.contractual, "197", Money(cents: 150_00))]
      line.paid = .zero
    }
    #expect(denied.check() == [])
  }

  @Test("Amounts beyond every limit are refused and trap nothing")
  func limits() {
    let huge = SampleRemittance.visit { line in
      line.charge = Money(cents: .max)
      line.paid = Money(cents: .min)
      line.adjustments = [
        Adjustment(.contractual, "97", Money(cents: .max)),
        Adjustment(.contractual, "97", Money(cents: .max)),
      ]
    }
    #expect(huge.check().contains { $0.code == .amountTooLarge })
  }

  @Test("A reversal has the other sign")
  func signs() {
    var claim = SampleRemittance.visitClaim
    claim.status = .reversal
    #expect(SampleRemittance.holding([claim]).check().map(\.code) == [.signWrong])
  }

  private func codes(
    _ group: AdjustmentGroup, _ code: String, remarks: [String] = [],
    claimRemarks: [String] = []
  ) -> [Code] {
    var remittance = SampleRemittance.visit { line in
      line.adjustments = [
        Adjustment(group, AdjustmentCode(rawValue: code), Money(cents: 50_00))
      ]
      line.paid = Money(cents: 100_00)
      line.allowed = nil
      line.remarks = remarks
    }
    if !claimRemarks.isEmpty {
      remittance.groups[0].claims[0].remarks = .outpatient(claimRemarks)
    }
    return remittance.check().map(\.code)
  }

  private func adjustment(
    _ reason: X12ProviderAdjustment.Reason, _ reference: String, _ cents: Int64
  ) -> X12ProviderAdjustment {
    X12ProviderAdjustment(
      provider: "1000000004", fiscalYearEnd: SampleRemittance.compact("20261231"),
      reason: reason, reference: reference, amount: Money(cents: cents))
  }
}
