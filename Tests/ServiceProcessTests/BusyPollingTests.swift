import NIOCore
import NIOPosix
import TestKit
import Testing

@testable import ServiceProcess

@Suite("An event loop waits awake for work that is likely to come soon")
struct BusyPollingTests {
  /// What the polling of a loop did while pieces of work came to it one after the other.
  private func figures(
    _ polling: BusyPolling, isAttached: Bool,
    until isEnough: (BusyPolling.Figures) -> Bool
  ) async throws -> BusyPolling.Figures {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1, metricsDelegate: polling)
    if isAttached { await polling.attach(to: group.next()) }
    var pieces = 0
    while pieces < 2_000 || pieces < 100_000 && !isEnough(polling.figures) {
      try await group.next().submit {}.get()
      pieces += 1
    }
    try await group.shutdownGracefully()
    return polling.figures
  }

  @Test("Work that follows work closely is found awake, and the time is told")
  func findsWork() async throws {
    let figures = try await figures(BusyPolling(timeMax: .milliseconds(1)), isAttached: true) {
      $0.found > 0
    }
    #expect(figures.found > 0)
    #expect(figures.nanoseconds > 0)
  }

  @Test("With no time for it, or before its queue is known, it sleeps at once")
  func sleeps() async throws {
    let never = try await figures(BusyPolling(timeMax: .zero), isAttached: true) { _ in true }
    #expect(never == BusyPolling.Figures())
    let unknown = try await figures(
      BusyPolling(timeMax: .milliseconds(1)), isAttached: false
    ) { _ in true }
    #expect(unknown == BusyPolling.Figures())
  }

  @Test("Only a turn that followed the one before closely is followed by waiting awake")
  func expectsWork() {
    let polling = BusyPolling(timeMax: .microseconds(100))
    #expect(polling.isWorkExpected(after: .microseconds(0)))
    #expect(polling.isWorkExpected(after: .microseconds(200)))
    #expect(!polling.isWorkExpected(after: .microseconds(201)))
    #expect(!polling.isWorkExpected(after: .seconds(1)))
  }

  @Test("Each loop has a queue of its own")
  func queues() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
    let first = try #require(await EventQueue.descriptor(of: group.next()))
    let second = try #require(await EventQueue.descriptor(of: group.next()))
    #expect(first != second)
    try await group.shutdownGracefully()
  }
}
