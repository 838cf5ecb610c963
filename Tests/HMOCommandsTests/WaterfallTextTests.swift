import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("Waterfalls and replays as text")
struct WaterfallTextTests {
  private func step(
    _ label: String, _ before: Int64, _ after: Int64, _ rule: String = "", _ codes: [String] = [],
    words: String = ""
  ) -> ClaimV1.WaterfallStep {
    .with {
      $0.label = label
      $0.before = .with { $0.cents = before }
      $0.after = .with { $0.cents = after }
      $0.rule = rule
      $0.ruleVersion = rule.isEmpty ? 0 : 1
      $0.codes = codes
      $0.words = words
    }
  }

  private var steps: [ClaimV1.WaterfallStep] {
    [
      step("Charge", 15_000, 15_000, words: "What the provider asks for."),
      step("Contract price", 15_000, 8_400, "PRICE-3", ["CO-45"], words: "Nobody may bill it."),
      step("Copay", 8_400, 5_900, "SHARE-1", ["PR-3"], words: "The patient's copay."),
    ]
  }

  @Test("Amounts stand in columns, the rule beside each, and the payment at the end")
  func columns() {
    let lines = WaterfallText(width: 110, isBold: false).lines(steps)
    #expect(
      lines == [
        "  Charge                         150.00              What the provider asks for.",
        "  Contract price  CO-45  -66.00   84.00  PRICE-3 v1  Nobody may bill it.",
        "  Copay           PR-3   -25.00   59.00  SHARE-1 v1  The patient's copay.",
        "  Paid                            59.00",
      ])
  }

  @Test("No line is wider than the screen: words are broken, or stand below when there is no room")
  func width() {
    var long = steps
    long[1].words = String(repeating: "words that explain ", count: 12)
    for width in [60, 80, 110, 160] {
      let lines = WaterfallText(width: width, isBold: false).lines(long)
      #expect(lines.allSatisfy { $0.count <= width }, "\(width)")
      let words = lines.joined(separator: " ").split(separator: " ").count { $0 == "explain" }
      #expect(words == 12)
    }
  }

  @Test("Only the payment is bold, and only when asked")
  func bold() {
    let lines = WaterfallText(width: 110, isBold: true).lines(steps)
    #expect(lines.count { $0.contains("\u{1B}[1m") } == 1)
    #expect(lines.last?.contains("Paid") == true && lines.last?.hasSuffix("\u{1B}[0m") == true)
  }

  @Test("A line says what would change it, and of a paid one not twice what its steps say")
  func explained() {
    let text = LineExplanationText(width: 110, isBold: false)
    let paid = text.lines(
      .with {
        $0.lineNumber = 1
        $0.procedure = "99213"
        $0.why = ["Charged 150.00, allowed 84.00."]
        $0.steps = steps
      })
    #expect(paid.prefix(2) == ["", "Line 1, 99213"])
    #expect(!paid.contains { $0.contains("allowed 84.00") })
    let waiting = text.lines(
      .with {
        $0.why = ["Waits for a person: load a rate."]
        $0.whatWouldChangeIt = ["A rate."]
      })
    #expect(
      waiting == [
        "", "The whole claim", "  Waits for a person: load a rate.",
        "  What would change it: A rate.",
      ])
  }

  @Test("Steps of one name stand beside each other, others alone, in an order that fits both")
  func pairs() {
    let changed = [
      step("Charge", 20_000, 20_000), step("Contract price", 20_000, 8_400, "PRICE-3", ["CO-45"]),
      step("Deductible", 8_400, 6_400, "SHARE-3", ["PR-1"]),
      step("Copay", 6_400, 3_900, "SHARE-1", ["PR-3"]),
    ]
    let pairs = StepPair.pairs(steps, changed)
    #expect(pairs.map(\.label) == ["Charge", "Contract price", "Deductible", "Copay"])
    #expect(pairs[0].cells == ["Charge", "150.00", "200.00", "+50.00", ""])
    #expect(
      pairs[1].cells == ["Contract price CO-45", "-66.00", "-116.00", "-50.00", "PRICE-3 v1"])
    #expect(pairs[2].cells == ["Deductible PR-1", "-", "-20.00", "", "SHARE-3 v1"])
    #expect(pairs[3].cells == ["Copay PR-3", "-25.00", "-25.00", "", "SHARE-1 v1"])
    #expect(StepPair.pairs(steps, []).map(\.cells.count) == [5, 5, 5])
  }

  @Test("What would be decided stands beside what is, with sums and what was read again")
  func whatIf() {
    let text = WhatIfText.text(
      of: .with {
        $0.decision = .with { $0.paid = .with { $0.cents = 5_900 } }
        $0.changedDecision = .with { $0.paid = .with { $0.cents = 3_900 } }
        $0.lines = [
          .with {
            $0.lineNumber = 1
            $0.steps = steps
          }
        ]
        $0.pendReasons = [.with { $0.reason = "RATE_MISSING" }]
        $0.notes = ["Counted as it was."]
      })
    #expect(text.hasPrefix("Line 1"))
    #expect(text.contains("Paid            59.00    39.00      -20.00"))
    #expect(text.contains("A person would have to decide (the claim, RATE_MISSING)"))
    #expect(text.hasSuffix("Counted as it was."))
  }

  @Test("A replay says which line and rule differ, and what each side has")
  func replay() {
    let text = ReplayText.text(
      of: .with {
        $0.claimID = "HC1"
        $0.outcome = .disagrees
        $0.differences = [
          .with {
            $0.lineNumber = 1
            $0.rule = "SEQ-2"
            $0.stored = "SEQ-2 v1, 2%"
          }
        ]
      })
    #expect(
      text
        == "HC1: disagrees\n  line 1, SEQ-2\n    decided:  SEQ-2 v1, 2%\n    replayed: no such step"
    )
    #expect(ReplayText.text(of: .with { $0.outcome = .agrees }).hasSuffix("agrees to the byte"))
  }

  @Test(
    "A change is read with its line and value",
    arguments: [
      ("charge:1=150.00", Int32(1), ClaimV1.ClaimChange.Change.charge(.with { $0.cents = 15_000 })),
      ("fee=12.5", 0, .unitFee(.with { $0.cents = 1_250 })),
      ("units:2=3", 2, .quantity(.with { $0.thousandths = 3_000 })),
      ("day:1=1970-01-02", 1, .day(.with { $0.days = 1 })),
      ("modifiers:1=25,59", 1, .modifiers(.with { $0.modifiers = ["25", "59"] })),
      ("modifiers:1=", 1, .modifiers(.init())), ("place=22", 0, .placeOfService("22")),
      ("authorization:1=approved", 1, .isAuthorized(true)),
      ("referral=none", 0, .isReferred(false)),
      ("sequestration=1.5", 0, .sequestrationBasisPoints(150)),
      ("facts=now", 0, .isReadAgain(true)),
    ])
  func changes(text: String, line: Int32, change: ClaimV1.ClaimChange.Change) throws {
    let read = try ChangeText.change(text)
    #expect(read.lineNumber == line)
    #expect(read.change == change)
  }

  @Test(
    "What is no change is refused with the list of those there are",
    arguments: [
      "fee", "fee:0=1.00", "fee:x=1.00", "fee:1:2=1.00", "fee:1=one", "colour=red",
      "sequestration=101", "authorization=maybe", "facts=then", "day=tomorrow", "=1", "",
    ])
  func noChange(text: String) {
    let failure = #expect(throws: CommandFailure.self) { try ChangeText.change(text) }
    #expect(failure?.message.contains("fee[:LINE]=AMOUNT") == true)
  }
}
