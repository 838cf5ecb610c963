import Domain
import Messages
import PaymentRules
import Protobuf
import RPC
import Storage
import Testing

@testable import Payment

@Suite("What sequestration kept is told by practice and month")
struct SequestrationReportTests {
  /// A claim that pays `payment` before two percent of it are kept.
  private func reduced(
    _ claimID: String, payment: Int64 = 3_333, day: String = "2026-03-10", member: String = "M1"
  ) throws -> ClaimMessage {
    let day = try #require(Day(iso: day))
    return ClaimMessage(claimID) {
      $0.memberID = member
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
      ($0.charge, $0.fee, $0.day) = (payment, payment, day)
      $0.benefit.copay = .zero
    }
  }

  @Test("REPORT-1: base, rate, kept and paid are added up by practice, month and rate")
  func groups() async throws {
    let payment = try PaymentFixture()
    for (claimID, day, member) in [
      ("C1", "2026-03-01", "M1"), ("C2", "2026-03-31", "M2"), ("C3", "2026-04-01", "M2"),
      ("C4", "2022-05-15", "M1"), ("C5", "2026-03-09", "M2"),
    ] {
      _ = try await payment.decide(reduced(claimID, day: day, member: member).message)
    }
    _ = try await payment.decide(ClaimMessage("C6").message)
    #expect(
      try await payment.sequestration().map(\.printed) == [
        "1234567893 2022-05-01 100: 1 of 1, 3333 - 33 -> 3300",
        "1234567893 2026-03-01 200: 3 of 2, 9999 - 201 -> 9798",
        "1234567893 2026-04-01 200: 1 of 1, 3333 - 67 -> 3266",
      ])
    #expect(try await payment.violations() == [])
  }

  @Test("REPORT-1: the days of service bound the sums, both ends belonging to them")
  func days() async throws {
    let payment = try PaymentFixture()
    for (claimID, day) in [("C1", "2026-03-01"), ("C2", "2026-03-10"), ("C3", "2026-03-11")] {
      _ = try await payment.decide(reduced(claimID, day: day).message)
    }
    let found = try await payment.sequestration {
      $0.days = .with {
        $0.from = .with { $0.days = Day(iso: "2026-03-01")?.number ?? 0 }
        $0.to = .with { $0.days = Day(iso: "2026-03-10")?.number ?? 0 }
      }
    }
    #expect(found.map(\.printed) == ["1234567893 2026-03-01 200: 2 of 1, 6666 - 134 -> 6532"])
  }

  @Test("REPORT-1: a reversal subtracts what its version added, in the month of the services")
  func reversals() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(reduced("C1").message)
    _ = try await payment.decide(reduced("C2", payment: 25).message)
    _ = try await payment.takeBack(ReversalMessage("C1"))
    let found = try await payment.sequestration { $0.whatIfBasisPoints = 100 }
    #expect(found.map(\.printed) == ["1234567893 2026-03-01 200: 2 of 1, 25 - 1 -> 24"])
    #expect(found.map { $0.whatIfSequestered?.cents } == [0])
    #expect(try await payment.violations() == [])
  }

  @Test("REPORT-1: pages of any size give every group once, and their sum is the ledger's")
  func sumsAreTheLedgers() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("report of sequestration: seed \(seed)")
    var random = SplitMix(seed: seed)
    let payment = try PaymentFixture()
    try await payment.fill(&random)
    for month in ["01", "02", "03", "04", "05"] {
      _ = try await payment.decide(
        reduced("MONTH\(month)", day: "2026-\(month)-10", member: "M9").message)
    }
    let whole = try await payment.sequestration()
    let paged = try await payment.sequestration(size: 2)
    #expect(whole.count > 4, "seed \(seed)")
    #expect(paged == whole, "seed \(seed)")
    let kept = whole.reduce(0) { $0 + ($1.sequestered?.cents ?? 0) }
    #expect(try await payment.accounts()["sequestration"] == kept, "seed \(seed)")
    #expect(kept > 0, "seed \(seed)")
  }

  @Test("REPORT-2: another rate is applied to each line as payment applies one; nothing is posted")
  func otherRate() async throws {
    let seed = UInt64.random(in: 0 ... .max)
    print("report at another rate: seed \(seed)")
    var random = SplitMix(seed: seed)
    let payment = try PaymentFixture()
    try await payment.fill(&random)
    // Random claims may be such that none with a reduction is taken back.
    _ = try await payment.decide(reduced("STANDS", member: "M9").message)
    _ = try await payment.decide(reduced("TAKEN", member: "M9").message)
    _ = try await payment.takeBack(ReversalMessage("TAKEN"))
    let before = try await payment.accounts()
    let bases = try await payment.store.read { reader in
      try reader.rows("SELECT base FROM sequestration_line") { try $0.value(0, as: Money.self) }
    }
    #expect(bases.contains { $0 < .zero } && bases.contains { $0 > .zero }, "seed \(seed)")
    for rate: Int32 in [0, 1, 100, 200, 225, 9_999, 10_000, Int32.random(in: 2...9_998)] {
      let expected = bases.reduce(Money.zero) { $0 + $1.share(BasisPoints(rate)) }
      let found = try await payment.sequestration { $0.whatIfBasisPoints = rate }
      let sum = found.reduce(0) { $0 + ($1.whatIfSequestered?.cents ?? .min) }
      #expect(sum == expected.cents, "seed \(seed), rate \(rate)")
    }
    let same = try await payment.sequestration { $0.whatIfBasisPoints = 200 }
    let atTwo = same.filter { $0.rateBasisPoints == 200 }
    #expect(!atTwo.isEmpty && atTwo.allSatisfy { $0.whatIfSequestered == $0.sequestered })
    #expect(try await payment.accounts() == before)
    let none = try await payment.sequestration()
    #expect(none.allSatisfy { $0.whatIfSequestered == nil })
  }

  @Test("REPORT-2: where three payments of 33.33 had nothing kept, two percent would be 2.01")
  func suspended() async throws {
    let payment = try PaymentFixture()
    for claimID in ["C1", "C2", "C3"] {
      _ = try await payment.decide(reduced(claimID, day: "2021-06-01").message)
    }
    let found = try await payment.sequestration { $0.whatIfBasisPoints = 200 }
    #expect(found.map(\.printed) == ["1234567893 2021-06-01 0: 3 of 1, 9999 - 0 -> 9999"])
    #expect(found.first?.whatIfSequestered?.cents == 201)
  }

  @Test(
    "REPORT-1: every planted fault of the lines is found",
    arguments: [
      "DELETE FROM sequestration_line WHERE version = 1",
      "DELETE FROM sequestration_line WHERE version = 2",
      "UPDATE sequestration_line SET base = base + 1 WHERE version = 1",
      "UPDATE sequestration_line SET sequestered = sequestered + 1 WHERE version = 2",
      "UPDATE sequestration_line SET paid = paid - 1",
      "UPDATE sequestration_line SET day = day + 1, month = month",
      "UPDATE sequestration_line SET month = month + 31",
      "UPDATE sequestration_line SET rate_basis_points = 100 WHERE version = 2",
      "UPDATE sequestration_line SET line_of_business = 'medicaid'",
      "UPDATE sequestration_line SET billing_npi = '1111111112'",
      "UPDATE sequestration_line SET billing_tin = '000000000'",
      "UPDATE sequestration_line SET line_number = 2",
    ] as [SQL])
  func findsFault(statement: SQL) async throws {
    let payment = try PaymentFixture()
    _ = try await payment.decide(reduced("C1").message)
    _ = try await payment.takeBack(ReversalMessage("C1"))
    #expect(try await payment.violations() == [])
    try await payment.store.write { transaction in try transaction.execute(statement) }
    #expect(try await payment.violations().contains { $0.invariant == "PAY-SEQUESTRATION" })
  }

  @Test("REPORT-1: a store that was begun without lines gets them from its stored answers")
  func lateLines() async throws {
    var random = SplitMix(seed: 7)
    let payment = try PaymentFixture()
    try await payment.fill(&random)
    let lines = try await payment.lines()
    #expect(lines.count > 8)
    let statements: [SQL] = [
      "DELETE FROM sequestration_line",
      """
      INSERT INTO sequestration_line_due (claim_id, version)
      SELECT claim_id, version FROM decision
      WHERE paid <> 0 OR sequestered <> 0 OR withheld <> 0
      """,
    ]
    try await payment.store.write { transaction in
      for statement in statements { try transaction.execute(statement) }
    }
    #expect(try await !payment.violations().isEmpty)
    try await SequestrationLineEntries.late.enter(into: payment.store)
    #expect(try await payment.lines() == lines)
    #expect(try await payment.violations() == [])
  }

  @Test("REPORT-1: a wrong field or token is refused by its name")
  func wrongFields() async throws {
    let payment = try PaymentFixture()
    let changes: [(inout PaymentV1.ListSequestrationRequest) -> Void] = [
      { $0.pageSize = -1 }, { $0.pageSize = 1_001 }, { $0.pageToken = "1" },
      { $0.pageToken = "a/1/b/c/d" }, { $0.pageToken = "20000/1/b/c/d" },
      { $0.whatIfBasisPoints = -1 }, { $0.whatIfBasisPoints = 10_001 },
      { $0.days = .with { _ in } },
    ]
    for (number, change) in changes.enumerated() {
      let error = await #expect(throws: RPCError.self) {
        try await payment.sequestration(change)
      }
      #expect(error?.reason == "FIELD_INVALID", "\(number)")
    }
  }
}

extension PaymentV1.SequestrationGroup {
  /// The group as `NPI month rate: claims of members, base - kept -> paid`.
  fileprivate var printed: String {
    "\(billingNPI) \(Day(number: month?.days ?? 0)) \(rateBasisPoints): \(claims) of \(members), "
      + "\(baseAmount?.cents ?? -1) - \(sequestered?.cents ?? -1) -> \(paid?.cents ?? -1)"
  }
}

extension PaymentFixture {
  /// The groups of the report, page by page.
  func sequestration(
    size: Int32 = 0, _ change: (inout PaymentV1.ListSequestrationRequest) -> Void = { _ in }
  ) async throws -> [PaymentV1.SequestrationGroup] {
    var request = PaymentV1.ListSequestrationRequest()
    request.pageSize = size
    change(&request)
    var groups: [PaymentV1.SequestrationGroup] = []
    repeat {
      let page = try await ReportHandler(store: store)
        .listSequestration(request, context: context)
      groups += page.groups
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    return groups
  }

  /// Every stored line, as text.
  fileprivate func lines() async throws -> [String] {
    try await store.read { reader in
      try reader.rows(
        """
        SELECT claim_id, version, line_number, day, month, rate_basis_points, base, sequestered,
          paid
        FROM sequestration_line ORDER BY claim_id, version, line_number
        """
      ) { row in
        let numbers = try (1...8).map { try row.value($0, as: Int64.self) }
        return "\(try row.value(0, as: String.self)) \(numbers)"
      }
    }
  }
}
