import ClaimRules
import Domain
import Testing

@Suite("What a claim says of payers before this plan")
struct PriorPaymentsTests {
  private func read(_ claim: SubmittedClaim) -> PriorPayments {
    PriorPayments(of: claim, received: Fixture.received)
  }

  private func finding(
    _ claim: SubmittedClaim = Fixture.second(), _ change: (inout SubmittedClaim) -> Void
  ) -> PriorPayments.Finding {
    read(claim.with(change)).finding
  }

  private func payer(
    _ name: String, _ order: String, paid: Int64? = nil, _ adjustments: [Adjustment] = []
  ) -> SubmittedClaim.OtherPayer {
    SubmittedClaim.OtherPayer(
      payerID: name, order: order, paid: paid.map { Money(cents: $0) }, adjustments: adjustments)
  }

  @Test("COB-1: a claim that names nobody, or only payers behind this plan, is the first payer's")
  func first() {
    #expect(read(Fixture.claim()).finding == .none && read(Fixture.claim()).position == 1)
    let before = read(
      Fixture.claim().with {
        $0.payerOrder = "P"
        $0.hasOtherPayer = true
        $0.otherPayers = [payer("BEHIND", "S")]
      })
    #expect(before.finding == .none && before.position == 1)
  }

  @Test("COB-1: a payer at a place before this plan's comes first, with its decision")
  func second() {
    let prior = read(Fixture.second())
    #expect(prior.position == 2)
    #expect(
      prior.lines == [1: PriorPayment(paid: Money(cents: 7_000), patientShare: Money(cents: 3_000))]
    )
    let unsaid = read(Fixture.second().with { $0.payerOrder = "" })
    #expect(unsaid == prior)
  }

  @Test("COB-1: a payer before this plan that is not named, or decided nothing, is missing")
  func missing() {
    #expect(finding(Fixture.claim()) { $0.payerOrder = "S" } == .missing)
    #expect(finding { $0.payerOrder = "T" } == .missing)
    let undecided = finding {
      $0.otherPayers[0].paid = nil
      $0.lines[0].otherPayers = []
    }
    #expect(undecided == .missing)
    #expect(finding(Fixture.claim()) { $0.hasOtherPayer = true } == .unsaid)
  }

  @Test("COB-1: places that are not said or taken twice are unclear")
  func places() {
    for change: (inout SubmittedClaim) -> Void in [
      { $0.otherPayers[0].order = "U" }, { $0.otherPayers[0].order = "" },
      { $0.payerOrder = "P" }, { $0.payerOrder = "second" }, { $0.otherPayers[0].payerID = "" },
      { $0.otherPayers.append($0.otherPayers[0]) },
      { $0.otherPayers.append(SubmittedClaim.OtherPayer(payerID: "OTHER", order: "T")) },
    ] {
      #expect(finding(Fixture.second(), change) == .unclear)
    }
  }

  @Test(
    "COB-1: places of payers behind this plan that contradict each other leave the claim waiting")
  func placesBehind() {
    for change: (inout SubmittedClaim) -> Void in [
      { $0.otherPayers += [payer("X", "T"), payer("Y", "T")] },
      { $0.otherPayers += [payer("X", "T"), payer("X", "A")] },
      { $0.otherPayers += [payer("", "T")] },
    ] {
      let prior = read(Fixture.second().with(change))
      #expect(prior.finding == .unsaid && prior.gap == .placesBehind)
    }
    let first = read(
      Fixture.claim().with {
        $0.payerOrder = "P"
        $0.hasOtherPayer = true
        $0.otherPayers = [payer("X", "S"), payer("Y", "U")]
      })
    #expect(first.finding == .unsaid && first.gap == .placesBehind)
    let clear = read(
      Fixture.second().with { $0.otherPayers += [payer("X", "T"), payer("Y", "A")] })
    #expect(clear.lines.count == 1 && clear.gap == nil)
  }

  @Test("COB-3: amounts of the whole claim beyond what its lines have leave the claim waiting")
  func beyondLines() {
    let beyond = read(
      Fixture.second().with {
        $0.otherPayers[0].paid = nil
        $0.otherPayers[0].adjustments = [Adjustment(.contractual, "45", Money(cents: 7_001))]
      })
    #expect(beyond.finding == .unsaid && beyond.gap == .amountsBeyondLines)
    let all = read(
      Fixture.second().with {
        $0.otherPayers[0].paid = nil
        $0.otherPayers[0].adjustments = [Adjustment(.contractual, "45", Money(cents: 7_000))]
      })
    #expect(all.lines[1]?.paid == .zero)
  }

  @Test("COB-2: amounts that do not add up, or cannot be, are unclear")
  func unclear() {
    let before = Fixture.day.adding(days: -1)
    for change: (inout SubmittedClaim) -> Void in [
      { $0.lines[0].otherPayers[0].paid = Money(cents: 7_001) },
      { $0.lines[0].otherPayers[0].adjustments.removeLast() },
      { $0.otherPayers[0].paid = Money(cents: 6_999) },
      { $0.otherPayers[0].adjustments = [Adjustment(.contractual, "45", Money(cents: 1))] },
      { $0.lines[0].otherPayers.append($0.lines[0].otherPayers[0]) },
      { $0.lines[0].otherPayers[0].payerID = "NOBODY" },
      { $0.lines[0].otherPayers[0].paidOn = before },
      { $0.otherPayers[0].paidOn = Fixture.received.adding(days: 1) },
      {
        $0.lines[0].otherPayers[0].paid = Money(cents: -1_000)
        $0.lines[0].otherPayers[0].adjustments[0].amount = Money(cents: 10_000)
        $0.otherPayers[0].paid = nil
      },
      {
        $0.lines[0].otherPayers[0].adjustments = [
          Adjustment(.patient, "1", Money(cents: 6_000)),
          Adjustment(.contractual, "45", Money(cents: -1_000)),
        ]
      },
    ] {
      #expect(finding(Fixture.second(), change) == .unclear)
    }
  }

  @Test("COB-2: every line with a charge must be decided when one is")
  func everyLine() {
    let claim = Fixture.second().with {
      $0.lines.append(Fixture.line(2))
      $0.charge = $0.lines[0].charge + $0.lines[1].charge
    }
    #expect(read(claim).finding == .unclear)
    let free = read(claim.with { $0.lines[1].charge = .zero })
    #expect(free.lines[2] == PriorPayment(paid: .zero, patientShare: .zero))
  }

  @Test("COB-2: of several payers all payments count, and what the last one left")
  func several() {
    let claim = Fixture.second().with {
      $0.payerOrder = "T"
      $0.otherPayers.insert(payer("LATER", "S", paid: 2_500), at: 0)
      $0.lines[0].otherPayers.append(
        SubmittedClaim.OtherPayerLine(
          payerID: "LATER", paid: Money(cents: 2_500),
          adjustments: [
            Adjustment(.other, "23", Money(cents: 9_000)),
            Adjustment(.patient, "3", Money(cents: 500)),
          ]))
    }
    #expect(read(claim).position == 3)
    #expect(
      read(claim).lines[1]
        == PriorPayment(paid: Money(cents: 9_500), patientShare: Money(cents: 500)))
  }

  @Test("COB-3: amounts of the whole claim are spread by charge, and the last line takes the rest")
  func spread() {
    let claim = Fixture.claim(lines: 2).with {
      $0.lines[0].charge = Money(cents: 10_000)
      $0.lines[1].charge = Money(cents: 5_000)
      $0.otherPayers = [
        payer(
          "OTHER", "P", paid: 10_000,
          [
            Adjustment(.contractual, "45", Money(cents: 2_000)),
            Adjustment(.patient, "2", Money(cents: 3_000)),
          ])
      ]
    }
    let lines = read(claim).lines
    #expect(lines[1] == PriorPayment(paid: Money(cents: 6_667), patientShare: Money(cents: 2_000)))
    #expect(lines[2] == PriorPayment(paid: Money(cents: 3_333), patientShare: Money(cents: 1_000)))
  }

  @Test("COB-3: what was taken from the claim beside its lines is taken by what the lines got")
  func spreadBesideLines() {
    let claim = Fixture.second().with {
      $0.otherPayers[0].paid = Money(cents: 6_000)
      $0.otherPayers[0].adjustments = [Adjustment(.patient, "1", Money(cents: 1_000))]
    }
    #expect(
      read(claim).lines[1]
        == PriorPayment(paid: Money(cents: 6_000), patientShare: Money(cents: 4_000)))
  }

  @Test("COB-3: no cent is lost or below nothing, whatever the charges")
  func spreadKeepsCents() {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...6, using: &random)
      let claim = Fixture.claim(lines: count).with { claim in
        for index in claim.lines.indices {
          claim.lines[index].charge = Money(cents: Int64.random(in: 0...30, using: &random))
        }
        let charge = claim.lines.reduce(Int64(0)) { $0 + $1.charge.cents }
        let paid = Int64.random(in: 0...charge, using: &random)
        let left = Int64.random(in: 0...(charge - paid), using: &random)
        claim.otherPayers = [
          payer(
            "OTHER", "P", paid: paid,
            [
              Adjustment(.patient, "1", Money(cents: left)),
              Adjustment(.contractual, "45", Money(cents: charge - paid - left)),
            ])
        ]
      }
      let lines = read(claim).lines
      let paid = lines.values.reduce(Money.zero) { $0 + $1.paid }
      let left = lines.values.reduce(Money.zero) { $0 + $1.patientShare }
      let isWhole =
        lines.count == count && paid == claim.otherPayers[0].paid
        && left == claim.otherPayers[0].adjustments[0].amount
      #expect(isWhole, "seed \(seed)")
    }
  }
}
