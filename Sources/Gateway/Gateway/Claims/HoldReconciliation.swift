import Logging
import Messages
import Protobuf
import RPC

/// Finds holds that no claim will end any more, at start and once a day, and gives them back.
///
/// A hold has no timer: only the saga ends it. One is left over when its attempt was given up and the
/// release was lost. What belongs to the attempt under way, or to a decision, is left alone and, in
/// the second case, reported.
struct HoldReconciliation: Sendable {
  /// How long to wait before looking again.
  static let interval: Duration = .seconds(86_400)

  /// Lists one page of open holds behind a token.
  typealias List = @Sendable (_ pageToken: String) async throws -> AuthorizationV1.ListHoldsResponse

  let store: ClaimStore
  let claims: OpenClaims
  let edges: ServiceEdges
  let list: List
  let log: Logger

  /// Looks at once and then once a day, until the surrounding task is cancelled.
  func run() async {
    while !Task.isCancelled {
      let isDone = await reconcile()
      await claims.machine.pause(for: isDone ? HoldReconciliation.interval : .seconds(5))
    }
  }

  /// - Returns: Whether every open hold was looked at.
  func reconcile() async -> Bool {
    do {
      var token = ""
      repeat {
        let page = try await list(token)
        for hold in page.holds {
          if let key = hold.key { try await look(at: key) }
        }
        token = page.nextPageToken
      } while !token.isEmpty
      return true
    } catch {
      return false
    }
  }

  private func look(at key: TypeV1.StepKey) async throws {
    guard let root = ClaimNumber(key.claimID) else { return }
    guard let number = try await store.number(of: StepKeys(root, version: key.version)) else {
      log.error(
        "a hold names no version of its claim",
        metadata: ["claim": "\(root.text)", "version": "\(key.version)"])
      return
    }
    switch try await store.standing(of: number) {
    case .decided(let attempt) where attempt == Int(key.attempt):
      // A decision is stored only after its hold was settled.
      log.error("a decided claim has an open hold", metadata: ["claim": "\(number.text)"])
    case .open:
      let current = claims.claim(number)?.attempt
      guard let current, Int(key.attempt) < current else { return }
      await giveBack(key, number)
    case .decided, .pended:
      await giveBack(key, number)
    case .unknown:
      log.error("a hold names no claim of this gateway", metadata: ["claim": "\(number.text)"])
    }
  }

  private func giveBack(_ key: TypeV1.StepKey, _ number: ClaimNumber) async {
    log.notice("a hold that was left over is given back", metadata: ["claim": "\(number.text)"])
    _ = await edges.release.ask(
      .with {
        $0.key = key
        $0.key?.step = "release"
        $0.holdKey = key
      })
  }
}
