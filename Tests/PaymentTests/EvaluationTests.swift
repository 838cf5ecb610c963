import Domain
import DomainMessages
import Messages
import PaymentRules
import Protobuf
import RPC
import Storage
import Testing

@Suite("Claims are decided without posting")
struct EvaluationTests {
  @Test("A decision is made again, byte for byte, from the facts and the amounts before it")
  func replay() async throws {
    let payment = try PaymentFixture()
    _ = try await payment.load([opening("member", "deductible", 30_000)])
    _ = try await payment.decide(ClaimMessage("C0").message)
    let claim = ClaimMessage.coinsured("C1", allowed: 90_000).message
    let visit = ClaimMessage("C2").message
    for message in [claim, visit] {
      let posted = try await payment.decide(message)
      let again = try await payment.evaluate(
        .with {
          $0.adjudication = message
          $0.balances = posted.balancesBefore
          $0.copayVisits = posted.copayVisitsBefore
        })
      #expect(again?.protobufBytes() == posted.protobufBytes())
    }
  }

  @Test("Evaluation posts nothing and needs no key that is free")
  func postsNothing() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage().message
    let amounts = try await payment.evaluate(.with { $0.adjudication = claim })
    #expect(amounts?.paid?.cents == 8_500)
    #expect(try await payment.amounts() == [:])
    _ = try await payment.decide(claim)
    #expect(try await payment.evaluate(.with { $0.adjudication = claim })?.paid?.cents == 8_500)
  }

  @Test("What-if: other amounts to start from give another decision")
  func whatIf() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage.coinsured("C1", allowed: 50_000).message
    let fresh = try await payment.evaluate(.with { $0.adjudication = claim })
    let met = try await payment.evaluate(
      .with {
        $0.adjudication = claim
        $0.balances = [opening("member", "deductible", 100_000)]
      })
    #expect(fresh?.patientShare?.cents == 50_000)
    #expect(met?.patientShare?.cents == 10_000)
  }

  @Test("A changed rate of sequestration makes the decision come out differently")
  func changedTable() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
    }.message
    let posted = try await payment.decide(claim)
    try await payment.store.write { transaction in
      try transaction.execute("UPDATE sequestration_rate SET rate_basis_points = 300")
    }
    let again = try await payment.evaluate(
      .with {
        $0.adjudication = claim
        $0.balances = posted.balancesBefore
      })
    #expect(posted.paid?.cents == 8_330)
    #expect(again?.paid?.cents == 8_245)
  }

  @Test(
    "A constant of a rule, and a row of a table, that is changed in place makes a replay disagree")
  func changedConstant() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
    }.message
    let posted = try await payment.decide(claim)
    let replay = PaymentV1.EvaluateAdjudicationRequest.with {
      $0.adjudication = claim
      $0.balances = posted.balancesBefore
    }
    func agrees(_ constants: PaymentConstants = .standard) async throws -> Bool {
      try await payment.evaluate(replay, constants)?.protobufBytes() == posted.protobufBytes()
    }
    #expect(try await agrees())
    var constants = PaymentConstants.standard
    constants.sequestrationBasis = .allowed
    #expect(try await !agrees(constants))
    #expect(try await payment.evaluate(replay, constants)?.paid?.cents == 8_280)
    try await payment.store.write { transaction in
      try transaction.execute(
        "UPDATE sequestration_rate SET rate_basis_points = 201 WHERE rate_basis_points = 200")
    }
    #expect(try await !agrees())
    try await payment.store.write { transaction in
      try transaction.execute(
        "UPDATE sequestration_rate SET rate_basis_points = 200 WHERE rate_basis_points = 201")
    }
    #expect(try await agrees())
  }

  @Test(
    "Asked for the amounts of the store, it counts what others added and not what it added itself")
  func amountsOfNow() async throws {
    let payment = try PaymentFixture()
    let own = ClaimMessage.coinsured("C1", allowed: 50_000)
    let posted = try await payment.decide(own.message)
    _ = try await payment.decide(ClaimMessage.coinsured("C2", allowed: 20_000).message)
    let amounts = try await payment.amounts()
    let asked = PaymentV1.EvaluateAdjudicationRequest.with {
      $0.adjudication = own.replacing().message
      $0.readsAmounts = true
    }
    let again = try #require(try await payment.evaluate(asked))
    #expect(again.balancesBefore.contains { $0.kind == "deductible" && $0.amount?.cents == 20_000 })
    #expect(again.charge == posted.charge)
    #expect(try await payment.amounts() == amounts)
    let fresh = try await payment.evaluate(
      .with {
        $0.adjudication = ClaimMessage.coinsured("C9", allowed: 50_000).message
        $0.readsAmounts = true
      })
    #expect(
      fresh?.balancesBefore.contains { $0.kind == "deductible" && $0.amount?.cents == 70_000 }
        == true)
  }

  @Test("SEQ-2: a rate that is asked for counts on every day, and none beyond the whole is taken")
  func askedRate() async throws {
    let payment = try PaymentFixture()
    let claim = ClaimMessage {
      $0.terms.lineOfBusiness = .medicareAdvantage
      $0.clause = .passThrough
    }.message
    for (rate, paid) in [(Int32(0), Int64(8_500)), (300, 8_245), (10_000, 0)] {
      let decision = try await payment.evaluate(
        .with {
          $0.adjudication = claim
          $0.sequestrationBasisPoints = rate
        })
      #expect(decision?.paid?.cents == paid)
    }
    for rate in [Int32(-1), 10_001, .min] {
      let error = await #expect(throws: RPCError.self) {
        try await payment.evaluate(
          .with {
            $0.adjudication = claim
            $0.sequestrationBasisPoints = rate
          })
      }
      #expect(error?.code == .invalidArgument)
    }
  }

  @Test("What cannot be decided is an error with the reason of the refusal")
  func refusals() async throws {
    let payment = try PaymentFixture()
    let incomplete = ClaimMessage { $0.fee = nil }.message
    let error = await #expect(throws: RPCError.self) {
      try await payment.evaluate(.with { $0.adjudication = incomplete })
    }
    #expect(error?.reason == "FACTS_INCOMPLETE")
    let twice = await #expect(throws: RPCError.self) {
      try await payment.evaluate(
        .with {
          $0.adjudication = ClaimMessage().message
          $0.balances = Array(repeating: opening("member", "deductible", 1), count: 2)
        })
    }
    #expect(twice?.code == .invalidArgument)
  }
}
