import Domain
import Logging
import Messages
import Protobuf
import RPC

/// Marks the claims of closed payment runs and stores their documents.
///
/// Payment decides what a run holds; this follows. It may end anywhere and is simply repeated: at
/// start and every minute it looks through the latest runs for one that is not recorded yet.
struct RunRecorder: Sendable {
  /// How many of the latest runs are looked at each time.
  static let runsMax: Int32 = 100
  /// How long to wait before looking again.
  static let interval: Duration = .seconds(60)

  let store: ClaimStore
  let runs: PaymentRuns
  let log: Logger
  /// The clock by which runs are looked for.
  var machine = MachineClock.system

  /// Records a run; one that is recorded already costs one look.
  func record(_ runID: String) async throws {
    guard try await !store.isRecorded(run: runID) else { return }
    let export = RemittanceExport(store: store, runs: runs)
    var isComplete = true
    try await runs.forEachRemittance(of: runID) { remittance in
      try await runs.forEachPage(ofClaimsIn: remittance.remittanceID) { page in
        try await store.record(
          remitted: page.compactMap(\.version), in: remittance.remittanceID,
          closedAt: Instant(microseconds: remittance.closedAt?.microseconds ?? 0))
      }
      do {
        _ = try await export.bytes(of: remittance)
      } catch let error as RPCError where error.reason == "REMITTANCE_UNWRITABLE" {
        isComplete = false
        log.error(
          "a remittance cannot be written",
          metadata: ["remittance": "\(remittance.remittanceID)", "why": "\(error.message)"])
      }
    }
    if isComplete { try await store.recordRun(runID) }
  }

  /// Records what was left: by an earlier run of the process, or by a closing whose answer was lost.
  func run() async {
    while !Task.isCancelled {
      do {
        let latest = try await runs.list(.with { $0.pageSize = RunRecorder.runsMax })
        for run in latest.runs { try await record(run.runID) }
        await machine.pause(for: RunRecorder.interval)
      } catch {
        await machine.pause(for: .seconds(2))
      }
    }
  }
}
