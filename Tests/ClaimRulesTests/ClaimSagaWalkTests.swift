import ClaimRules
import Testing

@Suite("The saga under every order of inputs")
struct ClaimSagaWalkTests {
  /// Every walk of up to `depth` inputs, with the shortest order of inputs that leads to it.
  private func walks(depth: Int) -> [SagaWalk: [SagaInput]] {
    var seen: [SagaWalk: [SagaInput]] = [SagaWalk(): []]
    var edge = seen
    for _ in 0..<depth {
      var next: [SagaWalk: [SagaInput]] = [:]
      for (walk, inputs) in edge where walk.violations.isEmpty {
        for input in SagaInput.allCases {
          let after = walk.after(input)
          guard seen[after] == nil else { continue }
          seen[after] = inputs + [input]
          next[after] = inputs + [input]
        }
      }
      edge = next
    }
    return seen
  }

  @Test("No order of inputs, changes and restarts breaks a promise of the saga")
  func promises() {
    let walks = walks(depth: 14)
    let broken = walks.filter { !$0.key.violations.isEmpty }.min { $0.value.count < $1.value.count }
    #expect(broken == nil, "\(broken?.key.violations ?? []) after \(broken?.value ?? [])")
    // The walk must not have stopped early: a third attempt is reached, and every kind of end.
    #expect(walks.keys.contains { $0.saga.attempt == 3 })
    #expect(walks.keys.contains { $0.saga.state == .decided && $0.saga.attempt > 1 })
    #expect(walks.keys.contains { $0.saga.state == .pended && $0.saga.attempt > 1 })
  }

  @Test("From every state that can be reached a claim can still come to rest with nothing held")
  func everyClaimEnds() {
    let fitting: [SagaInput] = [
      .factsReadNeedingHold, .factsRecorded, .held, .adjudicated, .settled, .released,
      .decisionRecorded, .pendRecorded, .withdrawnDecided, .withdrawn, .attemptEnded,
    ]
    var stuck: Set<SagaWalk> = []
    for start in walks(depth: 9).keys where start.violations.isEmpty {
      var walk = start
      for _ in 0..<20 where !walk.isRecorded {
        let next = fitting.lazy.map { walk.after($0) }.first { $0.saga != walk.saga }
        guard let next else { break }
        walk = next
      }
      if !walk.isRecorded || walk.heldAttempt != nil { stuck.insert(start) }
    }
    #expect(stuck.isEmpty)
  }

  @Test("Nothing moves a claim that was decided or pended")
  func rest() {
    let moved = walks(depth: 9).keys.filter { walk in
      walk.isRecorded && SagaInput.allCases.contains { walk.after($0).saga != walk.saga }
    }
    #expect(moved.isEmpty)
  }
}
