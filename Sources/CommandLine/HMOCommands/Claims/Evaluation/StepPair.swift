import Domain
import Messages
import Protobuf

/// The same step of two waterfalls; one may lack it.
struct StepPair {
  let label: String
  var decided: ClaimV1.WaterfallStep?
  var changed: ClaimV1.WaterfallStep?

  /// The steps of both, in an order that fits each: steps of one label stand beside each other.
  static func pairs(
    _ decided: [ClaimV1.WaterfallStep], _ changed: [ClaimV1.WaterfallStep]
  ) -> [StepPair] {
    var pairs: [StepPair] = []
    var left = decided[...]
    for step in changed {
      if let index = left.firstIndex(where: { $0.label == step.label }) {
        pairs += left[..<index].map { StepPair(label: $0.label, decided: $0, changed: nil) }
        pairs.append(StepPair(label: step.label, decided: left[index], changed: step))
        left = left[(index + 1)...]
      } else {
        pairs.append(StepPair(label: step.label, decided: nil, changed: step))
      }
    }
    return pairs + left.map { StepPair(label: $0.label, decided: $0, changed: nil) }
  }

  /// The row of a table: what the step takes in each.
  var cells: [String] {
    let codes = (changed ?? decided)?.codes.joined(separator: " ") ?? ""
    let title = codes.isEmpty ? label : "\(label) \(codes)"
    let rule = (changed ?? decided).map { $0.rule.isEmpty ? "" : "\($0.rule) v\($0.ruleVersion)" }
    return [
      title, StepPair.amount(decided), StepPair.amount(changed),
      StepPair.difference(decided?.shownAmount, changed?.shownAmount), rule ?? "",
    ]
  }

  /// The row of a table: what is left behind the step in each.
  var leftCells: [String] {
    [
      label, decided?.after?.text ?? "-", changed?.after?.text ?? "-",
      StepPair.difference(decided?.after, changed?.after), "",
    ]
  }

  /// The difference of two amounts, where there are two that differ.
  static func difference(_ old: TypeV1.Money?, _ new: TypeV1.Money?) -> String {
    guard let old, let new else { return "" }
    let (cents, isOverflow) = new.cents.subtractingReportingOverflow(old.cents)
    guard cents != 0, !isOverflow else { return "" }
    return (cents > 0 ? "+" : "") + Money(cents: cents).description
  }

  private static func amount(_ step: ClaimV1.WaterfallStep?) -> String {
    guard let step else { return "-" }
    return step.shownAmount?.text ?? ""
  }
}

extension ClaimV1.WaterfallStep {
  /// What the step takes or gives; what is there where it does neither.
  fileprivate var shownAmount: TypeV1.Money? {
    guard let before, let after else { return after }
    let (change, isOverflow) = after.cents.subtractingReportingOverflow(before.cents)
    guard change != 0, !isOverflow else { return after }
    return .with { $0.cents = change }
  }
}
