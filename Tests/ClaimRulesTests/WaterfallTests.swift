import Domain
import Testing

@testable import ClaimRules

@Suite("From charge to payment, step by step")
struct WaterfallTests {
  private static func cents(_ cents: Int64) -> Money { Money(cents: cents) }

  private static let priced = [
    TraceStep(
      RuleName("PRICE-1"), line: 1,
      facts: [.init("contract", "K1"), .init("unit_fee", "42.00"), .init("units", "2")],
      after: cents(8_400), outcome: "fee"),
    TraceStep(
      RuleName("PRICE-2"), line: 1, facts: [.init("charge", "150.00"), .init("fee", "84.00")],
      before: cents(15_000), after: cents(8_400), outcome: "lesser of the two"),
    TraceStep(
      RuleName("PRICE-3"), line: 1, before: cents(15_000), after: cents(8_400),
      outcome: "reduced to the price", codes: ["CO-45"]),
  ]

  private static let shared = [
    TraceStep(
      RuleName("SHARE-3"), line: 1, facts: [.init("deductible_left", "20.00")],
      before: cents(8_400), after: cents(6_400), outcome: "deductible", codes: ["PR-1"]),
    TraceStep(
      RuleName("SHARE-4"), line: 1, facts: [.init("rate", "20%")], before: cents(6_400),
      after: cents(5_120), outcome: "coinsurance", codes: ["PR-2"]),
    TraceStep(RuleName("SEQ-1"), line: 1, outcome: "applies"),
    TraceStep(
      RuleName("SEQ-2"), line: 1, facts: [.init("from", "2022-07-01")], outcome: "2%"),
    TraceStep(
      RuleName("SEQ-3"), line: 1, before: cents(5_120), after: cents(5_018), outcome: "reduced",
      codes: ["CO-253"]),
    TraceStep(
      RuleName("WITHHOLD-1"), line: 1,
      facts: [.init("contract", "K1"), .init("basis", "net"), .init("amount", "50.18")],
      outcome: "10%"),
    TraceStep(
      RuleName("WITHHOLD-2"), line: 1, before: cents(5_018), after: cents(4_516),
      outcome: "withheld", codes: ["CO-104"]),
  ]

  /// The amounts as a remittance lists them: by who bears them.
  private static let line = LineDecision(
    lineNumber: 1, charge: cents(15_000), allowed: cents(8_400),
    adjustments: [
      Adjustment(.contractual, "45", cents(6_600)), Adjustment(.contractual, "253", cents(102)),
      Adjustment(.contractual, "104", cents(502)), Adjustment(.patient, "1", cents(2_000)),
      Adjustment(.patient, "2", cents(1_280)),
    ])

  private func ties(_ waterfall: Waterfall, _ line: LineDecision) -> Bool {
    let steps = waterfall.steps
    return steps.first?.before == line.charge && steps.last?.after == line.paid
      && zip(steps, steps.dropFirst()).allSatisfy { $0.after == $1.before }
  }

  @Test("Each amount stands beside the rule that set it, in the order in which the rules applied")
  func everyAmount() {
    let waterfall = Waterfall(Self.line, trace: Self.priced + Self.shared)
    #expect(
      waterfall.steps.map(\.label) == [
        "Charge", "Contract price", "Allowed", "Deductible", "Coinsurance", "Sequestration",
        "Withhold",
      ])
    #expect(
      waterfall.steps.map { $0.rule?.name ?? "" } == [
        "", "PRICE-3", "PRICE-2", "SHARE-3", "SHARE-4", "SEQ-3", "WITHHOLD-2",
      ])
    #expect(
      waterfall.steps.map(\.after)
        == [15_000, 8_400, 8_400, 6_400, 5_120, 5_018, 4_516].map(
          Self.cents))
    #expect(ties(waterfall, Self.line))
  }

  @Test("The words say what each rule looked at")
  func words() {
    let steps = Waterfall(Self.line, trace: Self.priced + Self.shared).steps
    #expect(
      steps[2].words
        == "The contract allows 84.00: 42.00 a unit for 2 units under contract K1; "
        + "the lesser of charge 150.00 and fee 84.00.")
    #expect(steps[3].words == "The patient's deductible: 20.00 of it was left to meet.")
    #expect(steps[4].words == "The patient's coinsurance: 20% of 64.00.")
    #expect(steps[5].words.hasSuffix(": 2% of 51.20, the rate from 2022-07-01 on."))
    #expect(steps[6].words.hasSuffix(": 10% of 50.18 under contract K1."))
  }

  @Test("A rule that took nothing where one might ask says why, and moves no amount")
  func untaken() {
    let line = LineDecision(lineNumber: 1, charge: Self.cents(5_000), allowed: Self.cents(5_000))
    let trace = [
      TraceStep(RuleName("SHARE-2"), line: 1, outcome: "copay taken by an earlier claim"),
      TraceStep(RuleName("SHARE-3"), line: 1, outcome: "nothing left to meet"),
      TraceStep(
        RuleName("SHARE-5"), line: 1, facts: [.init("out_of_pocket_left", "0.00")],
        before: Self.cents(2_000), after: .zero, outcome: "cut to the limit", codes: ["N919"]),
      TraceStep(RuleName("SEQ-1"), line: 1, outcome: "not Medicare Advantage"),
    ]
    let waterfall = Waterfall(line, trace: trace)
    #expect(
      waterfall.steps.map(\.label) == [
        "Charge", "Allowed", "Copay", "Deductible", "Out-of-pocket limit", "Sequestration",
      ])
    #expect(waterfall.steps.allSatisfy { $0.before == $0.after })
    #expect(waterfall.steps[4].words.contains("from 20.00 to 0.00, 0.00 being left"))
    #expect(waterfall.steps[5].words == "None: not Medicare Advantage.")
    #expect(ties(waterfall, line))
  }

  @Test("A denied line goes to nothing in one step, by the rule of the reason that decided")
  func denied() {
    let line = LineDecision(
      lineNumber: 2, denial: .late, charge: Self.cents(9_000),
      adjustments: [Adjustment(.contractual, "29", Self.cents(9_000))], remarks: ["N211"],
      reasons: [.late])
    let waterfall = Waterfall(line, trace: Self.priced)
    #expect(waterfall.steps.map(\.label) == ["Charge", "Denied"])
    #expect(waterfall.steps.last?.rule?.name == "LATE-1")
    #expect(waterfall.steps.last?.codes == ["CO-29", "N211"])
    #expect(ties(waterfall, line))
  }

  @Test("What was taken back ends with nothing, by the rule of the reversal")
  func takenBack() {
    let waterfall = Waterfall(Self.line, trace: Self.priced + Self.shared)
      .takenBack(by: RuleName("REV-1"), "Voided.")
    #expect(waterfall.paid == .zero)
    #expect(waterfall.steps.last?.before == Self.line.paid)
    #expect(waterfall.steps.last?.rule?.name == "REV-1")
  }

  @Test("Random amounts tie, whatever codes they have and whatever the trace knows of them")
  func random() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededRandom(seed: seed)
    let codes: [AdjustmentCode] = [
      "45", "94", "24", "198", "253", "104", "1", "2", "3", "23", "97",
    ]
    for _ in 0..<2_000 {
      let adjustments = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        Adjustment(
          AdjustmentGroup.allCases.randomElement(using: &random) ?? .other,
          codes.randomElement(using: &random) ?? "45",
          Self.cents(Int64.random(in: -1_000...1_000, using: &random)))
      }
      let line = LineDecision(
        lineNumber: 1, denial: Bool.random(using: &random) ? .late : nil,
        charge: Self.cents(10_000), allowed: Self.cents(7_000), adjustments: adjustments)
      let trace = (Self.priced + Self.shared).filter { _ in Bool.random(using: &random) }
      #expect(ties(Waterfall(line, trace: trace), line), "seed \(seed)")
    }
  }

  @Test("A claim that waits says for each line why, and how a person may end it")
  func pended() {
    let lines = PendExplanation.lines(of: [
      Pend(.possibleDuplicate, line: 2), Pend(.stepRefused), Pend(.rateMissing, line: 2),
    ])
    #expect(lines.map(\.lineNumber) == [0, 2])
    #expect(lines[0].whatWouldChangeIt.isEmpty && lines[0].why.count == 1)
    #expect(lines[1].why.count == 2)
    #expect(lines[1].whatWouldChangeIt.first?.contains("may let it go on") == true)
    #expect(lines[1].whatWouldChangeIt.contains { $0.contains("(RATE_MISSING)") })
  }
}
