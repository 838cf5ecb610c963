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
      for await claim in claims.started {
        group.addTask {
          await self.driver.drive(claim)
          self.claims.end(claim)
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
      for number in numbers {
        await bringIn(number)
      }
      if numbers.isEmpty { await claims.machine.pause(for: ClaimPump.roomInterval) }
    }
  }

  private func bringIn(_ number: ClaimNumber) async {
    do {
      guard let record = try await store.openClaim(number) else { return claims.forget(number) }
      claims.begin(record)
    } catch let error as StorageError where error.code == .corrupt {
      log.critical("an open claim cannot be read", metadata: ["claim": "\(number.text)"])
      claims.forget(number)
    } catch {
      log.error("an open claim could not be read", metadata: ["error": "\(error)"])
      claims.leaveBehind(number)
    }
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
      for number in page.damaged {
        log.critical("an open claim cannot be read", metadata: ["claim": "\(number.text)"])
      }
      for record in page.records where record.number.value <= lastAtStart.value {
        claims.begin(record)
      }
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
