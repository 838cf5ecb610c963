import Logging
import Storage

/// Drives every void that is stored and not done, in the order in which they were accepted.
///
/// The store is the queue: voids are read from it when there is room, at start and whenever one was
/// accepted or ended.
struct VoidPump: Sendable {
  /// The most voids under way; those that wait for a letter do not count.
  static let inFlightMax = 256
  /// How many voids are read at once.
  private static let pageSize = 64

  let store: ClaimStore
  let claims: OpenClaims
  let driver: VoidDriver
  let log: Logger
  /// How many voids are under way at most.
  var room = VoidPump.inFlightMax

  /// Drives voids until the surrounding task is cancelled.
  func run() async {
    let (ended, ender) = AsyncStream<Void>.makeStream()
    await withDiscardingTaskGroup { group in
      var last: Int64 = 0
      var started = 0
      var endings = ended.makeAsyncIterator()
      var signals = claims.voidSignals.makeAsyncIterator()
      while !Task.isCancelled {
        let page = await page(after: last, room: room - started)
        for void in page {
          last = void.voidNumber
          started += 1
          claims.beginVoid(void.number)
          group.addTask {
            await self.driver.drive(void) { ender.yield() }
          }
        }
        if started >= room {
          guard await endings.next() != nil else { break }
          started -= 1
        } else if page.isEmpty {
          guard await signals.next() != nil else { break }
        }
      }
      group.cancelAll()
    }
  }

  /// The voids behind `last`; none when the store does not answer, which is tried again.
  private func page(after last: Int64, room: Int) async -> [ClaimStore.OpenVoid] {
    while !Task.isCancelled {
      do {
        return try await store.openVoids(after: last, limit: min(VoidPump.pageSize, room))
      } catch {
        log.error("open voids could not be read", metadata: ["error": "\(error)"])
        await claims.machine.pause(for: .seconds(1))
      }
    }
    return []
  }
}
