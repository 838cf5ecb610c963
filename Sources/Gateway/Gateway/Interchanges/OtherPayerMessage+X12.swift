import Domain
import EDI
import Messages
import Protobuf

extension X12Claim {
  /// This plan's place in the order of payers; empty when the sender does not know it.
  var payerOrder: String {
    let order = subscriber?.information?.payerOrder.value ?? ""
    return order == "U" ? "" : order
  }
}

extension ClaimV1.OtherPayer {
  /// A payer of loop 2320, with what it decided of the whole claim.
  init(_ source: X12OtherPayer) {
    self.init()
    payerID = source.payer?.identifier.value ?? ""
    payerOrder = source.information.payerOrder.value
    filingIndicator = source.information.filingIndicator.value
    paid = source.amounts.money("D")
    paidOn = source.periods.decisionDay
    adjustments = source.adjustments.map(ClaimV1.OtherPayerAdjustment.init)
    allowed = source.amounts.money("B6")
  }
}

extension ClaimV1.OtherPayerLine {
  /// What a payer decided of a line, of loop 2430.
  init(_ source: X12LineAdjudication) {
    self.init()
    payerID = source.payer.value
    paid = source.paid.value.map { money in .with { $0.cents = money.cents } }
    paidOn = source.periods.decisionDay
    adjustments = source.adjustments.map(ClaimV1.OtherPayerAdjustment.init)
    allowed = source.amounts.money("B6")
  }
}

extension ClaimV1.OtherPayerAdjustment {
  fileprivate init(_ source: X12Adjustment) {
    self.init()
    group = source.group.value
    code = source.reason.value
    amount = source.amount.value.map { money in .with { $0.cents = money.cents } }
  }
}

extension [X12Amount] {
  fileprivate func money(_ qualifier: String) -> TypeV1.Money? {
    first(qualifier)?.value.map { money in .with { $0.cents = money.cents } }
  }
}

extension [X12Period] {
  /// The day on which a payer decided.
  fileprivate var decisionDay: TypeV1.Day? {
    first("573")?.from.map { day in .with { $0.days = day.number } }
  }
}
