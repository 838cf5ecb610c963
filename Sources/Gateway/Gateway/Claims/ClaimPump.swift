import Domain
import Logging
import Storage

/// Drives every open claim: those that the store held at start, those that arrive, and those that
/// had to wait in the store for want of room.
package struct ClaimPump: Sendable {
  let store: ClaimStore
  let claims: OpenClaims
  let driver: ClaimDriver
  let log: Logger
  /// The last claim that the store held at start; later ones are begun when they are accepted.
  let lastAtStart: ClaimNumber

  /// How long to wait before looking for room again.
  private static let roomInterval: Duration = .milliseconds(10)

  /// Drives claims until the surrounding task is cancelled.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await self.bringIn() }
      group.addTask { await self.claims.watchCallers() }
      for await begun in claims.started {
        for claim in begun {
          group.addTask {
            await self.driver.drive(claim)
            self.claims.end(claim)
          }
        }
      }
      group.cancelAll()
    }
    claims.stop()
  }

  private func bringIn() async {
    await bringInFromStart()
    while !Task.isCancelled {
      let numbers = claims.takeLeftBehind(256)
      if numbers.isEmpty {
        await claims.machine.pause(for: ClaimPump.roomInterval)
      } else {
        await bringIn(numbers)
      }
    }
  }

  private func bringIn(_ numbers: [ClaimNumber]) async {
    do {
      let page = try await store.openClaims(numbers)
      page.damaged.forEach(report)
      claims.begin(page.records)
      let begun = Set(page.records.map(\.number))
      for number in numbers where !begun.contains(number) { claims.forget(number) }
    } catch {
      log.error("open claims could not be read", metadata: ["error": "\(error)"])
      for number in numbers { claims.leaveBehind(number) }
      await claims.machine.pause(for: .seconds(1))
    }
  }

  private func report(damaged number: ClaimNumber) {
    log.critical("an open claim cannot be read", metadata: ["claim": "\(number.text)"])
  }

  private func bringInFromStart() async {
    var position: Int64 = 0
    while !Task.isCancelled, position < lastAtStart.value {
      guard claims.hasRoom else {
        await claims.machine.pause(for: ClaimPump.roomInterval)
        continue
      }
      let after = position
      guard let page = await retrying({ try await store.openClaims(after: after, limit: 256) })
      else { return }
      page.damaged.forEach(report)
      claims.begin(page.records.filter { $0.number.value <= lastAtStart.value })
      guard let last = page.last else { return }
      position = last.value
    }
  }

  /// Repeats `body` until it succeeds or the task is cancelled.
  private func retrying<Value: Sendable>(
    _ body: () async throws -> Value
  ) async -> Value? {
    while !Task.isCancelled {
      do {
        return try await body()
      } catch {
        log.error("open claims could not be read", metadata: ["error": "\(error)"])
        await claims.machine.pause(for: .seconds(1))
      }
    }
    return nil
  }
}
