import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC
import Testing

@Suite("Rates of sequestration are data")
struct SequestrationRateTests {
  private func rate(_ from: String, _ basisPoints: Int32) -> PaymentV1.SequestrationRate {
    .with {
      $0.from = Day(iso: from)?.message
      $0.rateBasisPoints = basisPoints
      $0.authority = "a test"
    }
  }

  private func reduced(_ claimID: String, on day: String) throws -> PaymentV1.Adjudication {
    let day = try #require(Day(iso: day))
    return ClaimMessage(claimID) {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
      ($0.charge, $0.fee, $0.day) = (10_000, 10_000, day)
      $0.benefit.copay = .zero
    }.message
  }

  private func kept(
    _ payment: PaymentFixture, _ claimID: String, on day: String
  ) async throws -> Int64 {
    10_000 - (try await payment.decide(reduced(claimID, on: day)).paid?.cents ?? 0)
  }

  @Test("REPORT-4: a rate that is loaded counts for the next claim of its days, without a restart")
  func counts() async throws {
    let payment = try PaymentFixture()
    #expect(try await kept(payment, "C1", on: "2033-03-01") == 200)
    let rates = [rate("2034-04-01", 400), rate("2034-11-01", 0)]
    #expect(try await payment.load(sequestration: rates) == 2)
    #expect(try await kept(payment, "C2", on: "2034-03-31") == 200)
    #expect(try await kept(payment, "C3", on: "2034-04-01") == 400)
    #expect(try await kept(payment, "C4", on: "2034-11-01") == 0)
    #expect(try await payment.violations() == [])
  }

  @Test("REPORT-4: the same load again, and rates that stand already, add nothing")
  func again() async throws {
    let payment = try PaymentFixture()
    let rates = [rate("2034-04-01", 400)]
    #expect(try await payment.load(sequestration: rates) == 1)
    #expect(try await payment.load(sequestration: rates) == 1)
    #expect(try await payment.load(sequestration: rates, id: "again") == 0)
    let more = rates + [rate("2034-11-01", 0)]
    #expect(try await payment.load(sequestration: more, id: "more") == 1)
    let error = await #expect(throws: RPCError.self) {
      try await payment.load(sequestration: more)
    }
    #expect(error?.reason == "KEY_REUSED")
  }

  @Test(
    "REPORT-4: a rate on or before a day that has one is refused, and the whole load with it",
    arguments: ["2013-03-31", "2013-04-01", "2021-01-01", "2022-06-30", "2022-07-01"])
  func rewrites(day: String) async throws {
    let payment = try PaymentFixture()
    let error = await #expect(throws: RPCError.self) {
      try await payment.load(sequestration: [rate(day, 100), rate("2034-04-01", 400)])
    }
    #expect(error?.reason == "RATE_STANDS")
    #expect(try await kept(payment, "C1", on: "2034-04-02") == 200)
  }

  @Test("REPORT-4: a rate for a day of which a claim was paid at another is refused")
  func applied() async throws {
    let payment = try PaymentFixture()
    #expect(try await kept(payment, "C1", on: "2026-03-10") == 200)
    let error = await #expect(throws: RPCError.self) {
      try await payment.load(sequestration: [rate("2026-03-10", 100)])
    }
    #expect(error?.reason == "RATE_APPLIED")
    let between = [rate("2026-03-01", 200), rate("2026-03-11", 100)]
    #expect(try await payment.load(sequestration: between, id: "later") == 2)
    #expect(try await kept(payment, "C2", on: "2026-03-11") == 100)
  }

  @Test("REPORT-4: a rate that cannot be is refused by its field")
  func wrongFields() async throws {
    let payment = try PaymentFixture()
    let wrong: [[PaymentV1.SequestrationRate]] = [
      [rate("2034-04-01", -1)], [rate("2034-04-01", 10_001)], [rate("no day", 1)],
      [rate("2034-04-02", 1), rate("2034-04-01", 1)],
      [rate("2034-04-01", 1), rate("2034-04-01", 2)],
      Array(repeating: rate("2034-04-01", 1), count: 101),
    ]
    for (number, rates) in wrong.enumerated() {
      let error = await #expect(throws: RPCError.self) {
        try await payment.load(sequestration: rates, id: "wrong-\(number)")
      }
      #expect(error?.reason == "FIELD_INVALID", "\(number)")
    }
  }
}

extension PaymentFixture {
  /// Loads rates of sequestration and gives how many were added.
  fileprivate func load(
    sequestration rates: [PaymentV1.SequestrationRate], id: String = "rates-1"
  ) async throws -> Int32 {
    try await PaymentAdministrationHandler(store: store).loadSequestrationRates(
      .with {
        $0.requestID = id
        $0.rates = rates
      }, context: context
    ).rates
  }
}
