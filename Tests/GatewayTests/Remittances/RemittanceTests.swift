import Domain
import EDI
import Foundation
import Logging
import Messages
import Protobuf
import RPC
import Synchronization
import Testing

@testable import Gateway

@Suite("A remittance is written once and says what was decided", .timeLimit(.minutes(2)))
struct RemittanceTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test("REMIT-DOCUMENT: an 835 balances, names payer, payee, claim and lines")
  func document() async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided(Sample.claim(cents: [20_000, 5_000]))
    payment.add(try await remitted(number))
    let segments = try await export(payment, "P000000001")
    #expect(segments.contains("BPR*I*230*C*CHK************20260904"))
    #expect(segments.contains("TRN*1*P000000001*1512345678"))
    #expect(segments.contains { $0.hasPrefix("N1*PR*SAMPLE HMO") })
    #expect(segments.contains { $0.hasPrefix("N1*PE*") && $0.hasSuffix("*XX*\(Sample.npi)") })
    #expect(segments.contains { $0.hasPrefix("CLP*P1*1*250*230**HM*\(number.text)*11*1") })
    #expect(segments.contains("CAS*CO*45*10"))
    #expect(segments.filter { $0.hasPrefix("SVC*HC:T1015:59*") }.count == 2)
    #expect(segments.filter { $0.hasPrefix("REF*6R*") } == ["REF*6R*1", "REF*6R*2"])
  }

  @Test("REMIT-COVERED: the covered charges are those before any reduction, and B6 what is allowed")
  func coveredCharges() async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided(Sample.claim(cents: [20_000, 5_000]))
    payment.add(try await remitted(number))
    let segments = try await export(payment, "P000000001")
    #expect(segments.filter { $0.hasPrefix("AMT*") } == ["AMT*AU*250", "AMT*B6*190", "AMT*B6*40"])
  }

  @Test(
    "INTEREST-3: interest stands beside the claim, negative where it is taken back",
    arguments: [(82, "AMT*I*.82"), (-82, "AMT*I*-.82")] as [(Int64, String)])
  func interest(cents: Int64, segment: String) async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided(Sample.claim(cents: [20_000, 5_000]))
    var late = try await remitted(number)
    late.interest = .with { $0.cents = cents }
    payment.add(late)
    #expect(try await export(payment, "P000000001").contains(segment))
  }

  @Test("STAY-6: a claim that was decided as a whole has its adjustments beside it and no line")
  func whole() async throws {
    let payment = FakeRuns()
    var claim = Sample.claim(cents: [20_000, 5_000])
    claim.kind = .institutional
    claim.institutional = .with {
      $0.typeOfBill = "0111"
      $0.diagnosisRelatedGroup = "470"
      $0.statement = .with {
        $0.from = .with { $0.days = 20_500 }
        $0.to = .with { $0.days = 20_504 }
      }
    }
    let number = try await fixture.decided(claim)
    var remitted = try await remitted(number)
    remitted.decision = Sample.decision([(0, 25_000)], of: number.text)
    remitted.decision?.lines[0].remarks = ["N919"]
    remitted.decision?.lines[0].paidQuantity = .with { $0.thousandths = 4_000 }
    payment.add(remitted)
    let segments = try await export(payment, "P000000001")
    #expect(
      segments.contains { $0.hasPrefix("CLP*P1*1*250*240**HM*\(number.text)*11*1**470") })
    #expect(segments.contains("CAS*CO*45*10"))
    #expect(segments.contains { $0.hasPrefix("MIA*4****N919") })
    #expect(segments.contains("AMT*AU*250"))
    #expect(segments.contains("DTM*232*20260216") && segments.contains("DTM*233*20260220"))
    #expect(!segments.contains { $0.hasPrefix("SVC*") })
  }

  @Test("REMIT-COVERED: a denied line and units that were cut back are not covered charges")
  func coveredChargesOfPart() async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided(Sample.claim(cents: [18_500, 24_000, 9_500]))
    var remitted = try await remitted(number)
    remitted.decision?.lines[1].adjustments[0] = .with {
      $0.group = "CO"
      $0.code = "198"
      $0.amount = .with { $0.cents = 12_000 }
      $0.quantity = .with { $0.thousandths = 2_000 }
    }
    remitted.decision?.lines[1].allowed = .with { $0.cents = 12_000 }
    remitted.decision?.lines[1].paid = .with { $0.cents = 12_000 }
    remitted.decision?.lines[2].deny()
    remitted.decision?.paid = .with { $0.cents = 29_500 }
    remitted.decision?.patientShare = .with { $0.cents = 9_500 }
    payment.add(remitted)
    let segments = try await export(payment, "P000000001")
    #expect(segments.contains("AMT*AU*305"))
  }

  @Test("REMIT-COVERED: a claim of which nothing is covered tells no covered charges")
  func nothingCovered() async throws {
    let payment = FakeRuns()
    payment.add(try await remitted(try await fixture.decided(isDenied: true)))
    let segments = try await export(payment, "P000000001")
    #expect(segments.contains { $0.hasPrefix("CLP*P1*1*") })
    #expect(!segments.contains { $0.hasPrefix("AMT*") })
  }

  @Test("G45a: STATUS-2: the remittance lists what waits for a premium at nothing, with its remark")
  func suspended() async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided(denial: Reason.premiumUnpaid.rawValue)
    payment.add(try await remitted(number))
    let segments = try await export(payment, "P000000001")
    #expect(segments.contains { $0.hasPrefix("CLP*P1*1*200*0**") })
    #expect(segments.contains("CAS*OA*257*200"))
    #expect(segments.contains("LQ*HE*N617"))
    #expect(!segments.contains { $0.hasPrefix("AMT*") })
  }

  @Test("REMIT-DOCUMENT: exported again it has the same bytes, also after a restart")
  func sameBytes() async throws {
    let payment = FakeRuns()
    payment.add(try await remitted(try await fixture.decided()))
    let first = try await bytes(payment, "P000000001", fixture.claims)
    payment.change { $0.payer = .with { $0.name = "ANOTHER NAME" } }
    #expect(try await bytes(payment, "P000000001", fixture.claims) == first)
    let again = try await fixture.reopened()
    #expect(try await bytes(payment, "P000000001", again.claims) == first)
  }

  @Test("A reversal carries the claim's own number, negative amounts and no share of the patient")
  func reversal() async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided()
    payment.add(try await remitted(number))
    payment.add(try await remitted(number, reversed: true))
    let segments = try await export(payment, "P000000001", sum: 0)
    #expect(segments.contains("BPR*H*0*C*NON************20260904"))
    #expect(segments.contains { $0.hasPrefix("CLP*P1*22*-200*-190**HM*\(number.text)") })
    #expect(segments.contains("CAS*CO*45*-10"))
    #expect(segments.filter { $0.hasPrefix("AMT*AU") }.count == 1, "the first version's alone")
  }

  @Test("ADJUST-1: money beside claims is written and balances without a claim")
  func withoutClaims() async throws {
    let payment = FakeRuns()
    payment.change { remittance in
      remittance.payment = .with { $0.cents = 1_350 }
      remittance.adjustments = [
        .with {
          $0.code = "E3"
          $0.reference = "2026 C*IPA~1"
          $0.amount = .with { $0.cents = -1_350 }
        }
      ]
    }
    let segments = try await export(payment, "P000000001")
    #expect(segments.contains { $0.hasPrefix("BPR*I*13.5*C*CHK*") })
    #expect(segments.contains { $0.hasPrefix("PLB*") && $0.hasSuffix("*-13.5") })
    #expect(!segments.contains { $0.hasPrefix("CLP*") || $0.hasPrefix("LX*") })
  }

  @Test("A balance that is carried forward makes the payment nothing")
  func balanceForward() async throws {
    let payment = FakeRuns()
    payment.add(try await remitted(try await fixture.decided(), reversed: true))
    payment.change { remittance in
      remittance.adjustments = [
        .with {
          $0.code = "FB"
          $0.reference = "P000000001"
          $0.amount = .with { $0.cents = -19_000 }
        }
      ]
    }
    let segments = try await export(payment, "P000000001", sum: 0)
    #expect(segments.contains("PLB*\(Sample.npi)*20261231*FB:P000000001*-190"))
  }

  @Test("What a claim's message should not hold keeps no remittance from being written")
  func oddClaim() async throws {
    var claim = Sample.claim()
    claim.institutional = .with {
      $0.typeOfBill = "0*~1"
      $0.diagnosisRelatedGroup = "4~7"
    }
    claim.lines[0].lineControlNumber = "A*B"
    let payment = FakeRuns()
    payment.add(try await remitted(try await fixture.decided(claim)))
    let segments = try await export(payment, "P000000001")
    #expect(segments.contains { $0.hasPrefix("CLP*P1*1*200*190**HM*") && $0.hasSuffix("*11*1") })
    #expect(segments.contains("REF*6R*A B"))
  }

  @Test("What does not balance is not written, and the caller is told")
  func unbalanced() async throws {
    let payment = FakeRuns()
    payment.add(try await remitted(try await fixture.decided()))
    payment.change { $0.payment = .with { $0.cents = 19_001 } }
    let error = await rpcError { try await bytes(payment, "P000000001", fixture.claims) }
    #expect(error?.reason == "REMITTANCE_UNWRITABLE")
    #expect(try await fixture.claims.remittanceDocument("P000000001") == nil)
  }

  @Test("A run is recorded once: its claims are marked and its documents are stored")
  func recorder() async throws {
    let payment = FakeRuns()
    let number = try await fixture.decided()
    payment.add(try await remitted(number))
    let recorder = RunRecorder(store: fixture.claims, runs: payment.runs, log: log)
    try await recorder.record("R000000001")
    #expect(try await fixture.claims.isRecorded(run: "R000000001"))
    #expect(try await fixture.claims.remittanceDocument("P000000001") != nil)
    let asked = payment.questions
    try await recorder.record("R000000001")
    #expect(payment.questions == asked)
  }

  // MARK: Support

  private func remitted(
    _ number: ClaimNumber, reversed: Bool = false
  ) async throws -> PaymentV1.RemittedClaim {
    let decided = try #require(try await fixture.claims.decidedRecord(number)?.decision)
    return .with {
      $0.decision = reversed ? decided.negated : decided
      $0.lineOfBusiness = .commercialGroup
      $0.businessTime = .with { $0.microseconds = Sample.now.microseconds }
    }
  }

  private func bytes(
    _ payment: FakeRuns, _ id: String, _ store: ClaimStore
  ) async throws -> [UInt8] {
    let runs = payment.runs
    let found = try await runs.remittance(.with { $0.remittanceID = id })
    let remittance = try #require(found.remittance)
    return try await RemittanceExport(store: store, runs: runs).bytes(of: remittance)
  }

  private func export(
    _ payment: FakeRuns, _ id: String, sum: Int64? = nil
  ) async throws -> [String] {
    if let sum { payment.change { $0.payment = .with { $0.cents = sum } } }
    let bytes = try await bytes(payment, id, fixture.claims)
    return String(decoding: bytes, as: UTF8.self).split(separator: "~").map(String.init)
  }
}

extension PaymentV1.LineDecision {
  /// Denies the line as no benefit of the member.
  fileprivate mutating func deny() {
    isDenied = true
    reason = "NOT_BENEFIT"
    reasons = ["NOT_BENEFIT"]
    adjustments[0] = .with {
      $0.group = "PR"
      $0.code = "204"
      $0.amount = charge ?? TypeV1.Money()
    }
    allowed = TypeV1.Money()
    paid = TypeV1.Money()
    paidQuantity = TypeV1.Quantity()
  }
}

extension PaymentV1.ClaimDecision {
  /// The reversal of the decision.
  fileprivate var negated: Self {
    var reversal = self
    reversal.version = version + 1
    reversal.reversesVersion = version
    reversal.claimStatusCode = 22
    reversal.charge?.cents.negate()
    reversal.paid?.cents.negate()
    reversal.patientShare?.cents.negate()
    for index in reversal.lines.indices {
      reversal.lines[index].charge?.cents.negate()
      reversal.lines[index].paid?.cents.negate()
      reversal.lines[index].allowed?.cents.negate()
      for inner in reversal.lines[index].adjustments.indices {
        reversal.lines[index].adjustments[inner].amount?.cents.negate()
      }
    }
    return reversal
  }
}

/// Payment's runs in memory: one run with one remittance.
private final class FakeRuns: Sendable {
  private struct State {
    var claims: [PaymentV1.RemittedClaim] = []
    var questions = 0
    var remittance = PaymentV1.Remittance.with {
      $0.remittanceID = "P000000001"
      $0.runID = "R000000001"
      $0.closedAt = .with { $0.microseconds = Sample.now.microseconds }
      $0.payee = .with {
        $0.npi = Sample.npi
        $0.tin = "510000101"
      }
      $0.payer = .with {
        $0.name = "SAMPLE HMO"
        $0.payerID = "HMOPAYER"
        $0.tin = "512345678"
        $0.contactName = "EDI DESK"
        $0.contactPhone = "5555550100"
        $0.address = .with {
          $0.line = "1 PAYER WAY"
          $0.city = "SPRINGFIELD"
          $0.state = "IL"
          $0.postalCode = "62701"
        }
      }
    }
  }

  private let state = Mutex(State())

  var questions: Int { state.withLock { $0.questions } }

  func add(_ claim: PaymentV1.RemittedClaim) {
    state.withLock { state in
      state.claims.append(claim)
      let sum = state.claims.reduce(Int64(0)) { $0 + ($1.decision?.paid?.cents ?? 0) }
      state.remittance.payment = .with { $0.cents = max(0, sum) }
    }
  }

  func change(_ change: (inout PaymentV1.Remittance) -> Void) {
    state.withLock { change(&$0.remittance) }
  }

  var runs: PaymentRuns {
    PaymentRuns(
      close: { _ in .with { $0.run = .with { $0.runID = "R000000001" } } },
      list: { _ in .with { $0.runs = [.with { $0.runID = "R000000001" }] } },
      remittances: { _ in
        self.state.withLock { state in
          state.questions += 1
          return .with { $0.remittances = [state.remittance] }
        }
      },
      remittance: { _ in self.state.withLock { s in .with { $0.remittance = s.remittance } } },
      claims: { _ in self.state.withLock { s in .with { $0.claims = s.claims } } })
  }
}
