import Domain

/// Why a rule took nothing from a line, where a person might expect it to.
struct UntakenAmount {
  let stage: WaterfallStage
  let label: String
  let sentence: String

  /// The words for `step`, one of the steps of its line; nothing when it took something or nobody
  /// would ask.
  static func words(for step: TraceStep, among steps: [TraceStep]) -> UntakenAmount? {
    switch step.rule.name {
    case "SHARE-2" where step.outcome != "copay due on this line":
      UntakenAmount(
        stage: .share, label: "Copay", sentence: "Not taken here: \(step.outcome).")
    case "SHARE-3" where step.codes.isEmpty:
      UntakenAmount(
        stage: .share, label: "Deductible", sentence: "Nothing is left of it to meet.")
    case "SHARE-5" where !step.codes.isEmpty: cut(step)
    case "SHARE-6":
      UntakenAmount(
        stage: .share, label: "Member's share",
        sentence: "A preventive service: the member owes nothing.")
    case "SEQ-1" where step.outcome != "applies":
      UntakenAmount(
        stage: .sequestration, label: "Sequestration", sentence: "None: \(step.outcome).")
    case "SEQ-3" where step.codes.isEmpty: unsequestered(among: steps)
    case "WITHHOLD-2" where step.codes.isEmpty:
      UntakenAmount(
        stage: .withhold, label: "Withhold", sentence: "None: nothing is left to withhold of.")
    default: nil
    }
  }

  private static func cut(_ step: TraceStep) -> UntakenAmount {
    let amounts = [step.before, step.after].compactMap { $0?.description }
      .joined(separator: " to ")
    let left = step.fact("out_of_pocket_left").map { ", \($0) being left" } ?? ""
    return UntakenAmount(
      stage: .share, label: "Out-of-pocket limit",
      sentence: "The most that the member pays in the year cuts the share from \(amounts)\(left).")
  }

  private static func unsequestered(among steps: [TraceStep]) -> UntakenAmount {
    let rate = steps.first { $0.rule.name == "SEQ-2" }?.outcome
    return UntakenAmount(
      stage: .sequestration, label: "Sequestration",
      sentence: "None" + (rate.map { ": the rate is \($0)" } ?? "") + ".")
  }
}
