import ClaimRules
import Domain
import Logging
import Messages
import Protobuf
import RPC

/// Performs what the saga of a void asks for, one step after the other.
///
/// The void was accepted for a decided claim, so that no answer ends it but the one it needs: a
/// refusal is logged and asked again with the same key, ever more slowly, and the claim shows what it
/// waits for. A void that a letter holds up waits aside, so that others go on, and is logged once.
/// After a restart the saga begins anew with the same keys and bytes.
struct VoidDriver: Sendable {
  let store: ClaimStore
  let claims: OpenClaims
  let edges: ServiceEdges
  let log: Logger
  /// How long to wait before something is tried again that must not fail.
  var backoff = Backoff(first: .seconds(1), longest: .seconds(60))
  /// The clock by which timelines are kept and repeats are paced.
  var machine = MachineClock.system

  /// Why payment does not reverse a claim for as long as a letter recovers what it was paid.
  private static let letterStands = "RECOUPMENT_STANDS"

  /// Drives a void until its reversal is stored, or until the process stops.
  ///
  /// - Parameter free: Called once: when the void is driven, or before when it waits for a letter.
  func drive(_ void: ClaimStore.OpenVoid, _ free: @Sendable () -> Void = {}) async {
    var isAside = false
    defer { if !isAside { free() } }
    var saga = VoidSaga(areUnitsTaken: void.areUnitsTaken)
    var reversal = PaymentV1.ClaimDecision()
    var steps = StepNotes()
    var step = saga.onStart()
    while step != .finish {
      claims.waitVoid(void.number, for: VoidDriver.name(of: step))
      switch step {
      case .reverse:
        guard let made = await reverse(void, &steps, &isAside, free) else { return }
        reversal = made
        step = saga.onReversed()
      case .returnUnits:
        guard await returnUnits(void, &steps) else { return }
        step = saga.onReturned()
      case .record:
        guard await record(reversal, steps, of: void) else { return }
        step = saga.onRecorded()
      case .finish, .report:
        log.error("a void's step does not fit its state", metadata: claim(void))
        return
      }
    }
    claims.endVoid(void.number)
  }

  private static func name(of step: VoidSaga.OnStep) -> String {
    switch step {
    case .reverse: "reverse"
    case .returnUnits: "return"
    case .record, .finish, .report: "record"
    }
  }

  /// - Returns: The reversal, or nothing when the process stops.
  private func reverse(
    _ void: ClaimStore.OpenVoid, _ steps: inout StepNotes, _ isAside: inout Bool,
    _ free: @Sendable () -> Void
  ) async -> PaymentV1.ClaimDecision? {
    var failures = 0
    while true {
      var reason = ""
      switch await ask(edges.reverse, VoidDriver.reversal(of: void), &steps) {
      case .stopped: return nil
      case .refused(let error): reason = error.reason
      case .answered(let result):
        if case .reversal(let reversal)? = result.result { return reversal }
        if case .refusal(let refusal)? = result.result { reason = refusal.reason }
      }
      failures += 1
      let isTold = isAside && reason == VoidDriver.letterStands
      if !isTold {
        var metadata = claim(void)
        metadata["reason"] = "\(reason)"
        log.error("a reversal was refused", metadata: metadata)
      }
      if !isAside && reason == VoidDriver.letterStands {
        isAside = true
        free()
      }
      guard await pause(failures) else { return nil }
    }
  }

  /// - Returns: Whether the units are back; not when the process stops.
  private func returnUnits(
    _ void: ClaimStore.OpenVoid, _ steps: inout StepNotes
  ) async -> Bool {
    var failures = 0
    while true {
      switch await ask(edges.returnUnits, VoidDriver.unitReturn(of: void), &steps) {
      case .stopped: return false
      case .refused: break
      case .answered(let result):
        if case .answer? = result.result { return true }
      }
      failures += 1
      guard await complain("a return of units was refused", void, failures) else { return false }
    }
  }

  /// Asks over an edge, under a trace of its own, and notes the call for the claim's timeline.
  private func ask<Item, Answer>(
    _ edge: BatchingEdge<Item, Answer>, _ item: Item, _ steps: inout StepNotes
  ) async -> BatchingEdge<Item, Answer>.Outcome {
    let carried = await edge.carry(item, under: nil)
    if let call = carried.call { steps.add(edge.name, call) }
    return carried.outcome
  }

  private func record(
    _ reversal: PaymentV1.ClaimDecision, _ steps: StepNotes, of void: ClaimStore.OpenVoid
  ) async -> Bool {
    var record = ClaimV1.DecidedRecord()
    record.trace = reversal.trace
    var bare = reversal
    bare.trace = []
    record.decision = bare
    record = record.with(steps.all, at: machine.now())
    var failures = 0
    while true {
      do {
        try await store.record(reversal: record, of: void.number)
        return true
      } catch {
        failures += 1
        guard await complain("a reversal could not be stored", void, failures) else {
          return false
        }
      }
    }
  }

  private func complain(
    _ message: Logger.Message, _ void: ClaimStore.OpenVoid, _ failures: Int
  ) async -> Bool {
    log.error(message, metadata: claim(void))
    return await pause(failures)
  }

  /// - Returns: Whether to try again; not when the process stops.
  private func pause(_ failures: Int) async -> Bool {
    await machine.pause(for: backoff.delay(after: failures))
    return !Task.isCancelled
  }

  private func claim(_ void: ClaimStore.OpenVoid) -> Logger.Metadata {
    ["claim": "\(void.number.text)"]
  }

  private static func reversal(of void: ClaimStore.OpenVoid) -> PaymentV1.Reversal {
    .with {
      $0.key = void.keys.reversal.key(attempt: 1, step: "reverse")
      $0.reversedVersion = void.keys.version
      $0.businessTime = .with { $0.microseconds = void.acceptedAt.microseconds }
      $0.reason = .providerVoid
    }
  }

  private static func unitReturn(of void: ClaimStore.OpenVoid) -> AuthorizationV1.UnitReturn {
    .with {
      $0.key = void.keys.reversal.key(attempt: 1, step: "return")
      $0.holdKey = void.keys.key(attempt: void.attempt, step: "hold")
      $0.businessTime = .with { $0.microseconds = void.acceptedAt.microseconds }
    }
  }
}
