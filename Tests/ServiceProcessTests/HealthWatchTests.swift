import TLS
import Testing

@testable import ServiceProcess

@Suite("Health is watched by several")
struct HealthWatchTests {
  @Test("One identity has a part of the watchers, and gives them back")
  func perIdentity() throws {
    let registry = HealthRegistry(services: [])
    let one = try Sample.identity(.client, "one")
    var held: [AsyncStream<Void>] = []
    while let stream = registry.changes(for: one) { held.append(stream) }
    #expect(held.count == HealthRegistry.watchersPerIdentityMax)
    #expect(registry.changes(for: try Sample.identity(.client, "other")) != nil)
    held.removeLast()
    #expect(registry.changes(for: one) != nil)
  }

  @Test("All identities together have so many watchers")
  func altogether() throws {
    let registry = HealthRegistry(services: [])
    var held: [AsyncStream<Void>] = []
    for number in 0..<1_000 {
      guard let stream = registry.changes(for: try Sample.identity(.client, "c\(number)")) else {
        break
      }
      held.append(stream)
    }
    #expect(held.count == HealthRegistry.watchersMax)
  }
}
