import Messages
import Protobuf
import TestKit

/// Answers by key: the same bytes get the stored answer, others are refused.
struct KeyedAnswers<Answer: Refusable> {
  private var stored: [String: (request: [UInt8], answer: Answer)] = [:]

  mutating func answer<Item: ProtobufMessage>(
    _ item: Item, _ key: TypeV1.StepKey?, _ make: () -> Answer
  ) -> Answer {
    let name = key?.text ?? ""
    if let known = stored[name] {
      return known.request == item.protobufBytes() ? known.answer : refused("KEY_REUSED")
    }
    let answer = make()
    stored[name] = (item.protobufBytes(), answer)
    return answer
  }
}

func refused<Answer: Refusable>(_ reason: String) -> Answer {
  Answer(
    refusal: .with {
      $0.code = 9
      $0.reason = reason
    })
}

extension TypeV1.StepKey {
  /// The key as `HC000000000001/1/hold`: claim, attempt and step, with the version after the first.
  var text: String { "\(claimID)\(version == 1 ? "" : "v\(version)")/\(attempt)/\(step)" }
}

/// Authorization's promises about holds.
struct FakeAuthorization {
  enum Hold: String { case open, settled, released, returned }

  /// Whose place an open hold takes, by keys.
  private var replaced: [String: String] = [:]

  fileprivate(set) var holds: [String: Hold] = [:]
  private var held = KeyedAnswers<AuthorizationV1.HoldResult>()
  private var settled = KeyedAnswers<AuthorizationV1.SettlementResult>()

  mutating func hold(
    _ hold: AuthorizationV1.Hold, _ answer: AuthorizationV1.HoldAnswer
  ) -> AuthorizationV1.HoldResult {
    let name = hold.key?.text ?? ""
    guard holds[name] != .released else { return refused("HOLD_RELEASED") }
    if holds[name] == nil {
      holds[name] = .open
      replaced[name] = hold.replacedHoldKey?.text
    }
    return held.answer(hold, hold.key) { .with { $0.result = .answer(answer) } }
  }

  mutating func settle(_ item: AuthorizationV1.Settlement) -> AuthorizationV1.SettlementResult {
    let name = item.holdKey?.text ?? ""
    let state = holds[name]
    let answer: AuthorizationV1.SettlementResult = settled.answer(item, item.key) {
      state == .open
        ? .with { $0.result = .answer(.with { $0.linesTaken = Int32(item.lines.count) }) }
        : refused(state == .released ? "HOLD_RELEASED" : "HOLD_UNKNOWN")
    }
    if state == .open {
      holds[name] = .settled
      if let replaced = replaced[name] { holds[replaced] = .returned }
    }
    return answer
  }

  mutating func release(_ item: AuthorizationV1.Release) -> AuthorizationV1.ReleaseResult {
    let name = item.holdKey?.text ?? ""
    guard holds[name] != .settled else { return refused("HOLD_SETTLED") }
    let wasHeld = holds[name] == .open
    holds[name] = .released
    return .with { $0.result = .answer(.with { $0.wasHeld = wasHeld }) }
  }
}

extension FakeAuthorization {
  /// Takes back the units of a settled hold, once.
  mutating func giveBack(_ item: AuthorizationV1.UnitReturn) -> AuthorizationV1.UnitReturnResult {
    let name = item.holdKey?.text ?? ""
    guard holds[name] == .settled || holds[name] == .returned else { return refused("HOLD_OPEN") }
    holds[name] = .returned
    return .with { $0.result = .answer(.with { $0.linesReturned = 1 }) }
  }
}

/// Payment's promises: every line pays its charge less ten dollars, a version is posted once, and an
/// attempt that was given up is never posted.
struct FakePayment {
  /// Postings by claim.
  private(set) var postings: [String: Int] = [:]
  private var answers = KeyedAnswers<PaymentV1.AdjudicationResult>()
  private var made: [String: PaymentV1.MadeDecision] = [:]
  private var withdrawn: Set<String> = []
  private var reversals = KeyedAnswers<PaymentV1.ReversalResult>()
  private var reversed: Set<String> = []

  mutating func adjudicate(_ item: PaymentV1.Adjudication) -> PaymentV1.AdjudicationResult {
    let claim = item.key?.claimID ?? ""
    let name = FakePayment.name(claim, item.key?.version ?? 0)
    let replaced = item.replaces.map { FakePayment.name(claim, $0.version) }
    let decision = decision(item, claim)
    let reversal = replaced.flatMap { made[$0]?.decision?.reversed }
    let isWithdrawn = withdrawn.contains(item.key?.text ?? "")
    let wasPosted = made[name] != nil
    let isStale = replaced.map { made[$0] == nil || reversed.contains($0) } ?? false
    var isPosted = false
    let answer: PaymentV1.AdjudicationResult = answers.answer(item, item.key) {
      guard !isWithdrawn else { return refused("WITHDRAWN") }
      guard !wasPosted else { return refused("VERSION_DECIDED") }
      guard !isStale else { return refused("VERSION_STALE") }
      isPosted = true
      return .with {
        $0.result = .decision(decision)
        $0.reversal = reversal
      }
    }
    if isPosted {
      postings[claim, default: 0] += 1
      if let replaced { reversed.insert(replaced) }
      made[name] = .with {
        $0.attempt = item.key?.attempt ?? 0
        $0.decision = decision
        $0.reversal = reversal
      }
    }
    return answer
  }

  mutating func reverse(_ item: PaymentV1.Reversal) -> PaymentV1.ReversalResult {
    let claim = item.key?.claimID ?? ""
    let name = FakePayment.name(claim, item.reversedVersion)
    let original = made[name]?.decision
    let isReversed = reversed.contains(name)
    var isPosted = false
    let answer: PaymentV1.ReversalResult = reversals.answer(item, item.key) {
      guard let original, !isReversed else { return refused("VERSION_NOT_CURRENT") }
      isPosted = true
      return .with { $0.result = .reversal(original.reversed) }
    }
    if isPosted {
      reversed.insert(name)
      postings[claim, default: 0] += 1
    }
    return answer
  }

  mutating func withdraw(_ item: PaymentV1.Withdrawal) -> PaymentV1.WithdrawalResult {
    let name = FakePayment.name(item.key?.claimID ?? "", item.key?.version ?? 0)
    if let made = made[name] { return .with { $0.result = .made(made) } }
    withdrawn.insert(item.key?.text ?? "")
    return .with {
      $0.result = .withdrawn(.with { $0.attempt = item.key?.attempt ?? 0 })
    }
  }

  private static func name(_ claim: String, _ version: Int32) -> String { "\(claim)/\(version)" }

  /// What is decided for a claim.
  func decision(
    _ item: PaymentV1.Adjudication, _ claim: String, keptCents: Int64 = 1_000
  ) -> PaymentV1.ClaimDecision {
    let held = Dictionary(
      (item.hold?.lines ?? []).map { ($0.lineNumber, $0.held?.thousandths ?? 0) },
      uniquingKeysWith: { first, _ in first })
    var decision = Sample.decision(
      item.lines.map { ($0.lineNumber, $0.charge?.cents ?? 0) }, of: claim,
      denial: item.lines.lazy.flatMap(\.reasons).first, unitsTaken: held,
      keptCents: keptCents)
    decision.version = item.key?.version ?? 0
    decision.trace.steps = [.with { $0.rule = "PAY-1" }]
    return decision
  }
}

extension PaymentV1.ClaimDecision {
  /// The same amounts with the opposite sign, as the next version.
  var reversed: PaymentV1.ClaimDecision {
    var copy = self
    copy.version = version + 1
    copy.reversesVersion = version
    copy.paid = .with { $0.cents = -(paid?.cents ?? 0) }
    copy.patientShare = .with { $0.cents = -(patientShare?.cents ?? 0) }
    copy.trace.steps = [.with { $0.rule = "REVERSE-1" }]
    return copy
  }
}
