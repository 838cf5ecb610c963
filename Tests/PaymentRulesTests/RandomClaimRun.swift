import Foundation
import Testing

/// A run over random claims of a fresh seed, which is printed so that a failure can be repeated.
struct RandomClaimRun {
  /// How many claims a property that decides each claim several times is held against in every build.
  ///
  /// A decision takes some 0.3 ms in a debug build; `HMO_PROPERTY_CLAIMS=100000` holds every property
  /// against as many as the laws of a single line.
  static let claims =
    ProcessInfo.processInfo.environment["HMO_PROPERTY_CLAIMS"].flatMap(Int.init) ?? 5_000

  /// How many claims a law of a single decision is held against in every build.
  static let manyClaims = max(claims, 100_000)

  /// The seed.
  let seed = UInt64.random(in: 0 ... .max)

  /// Runs `body` over claims of a fresh seed.
  static func over(
    _ name: String, count: Int = claims,
    _ body: (ClaimFixture, RandomClaimRun, inout SeededRandom) throws -> Void
  ) rethrows {
    let run = RandomClaimRun()
    print("\(name): seed \(run.seed), \(count) claims")
    var claims = RandomClaims(seed: run.seed)
    var random = SeededRandom(seed: ~run.seed)
    for _ in 0..<count { try body(claims.claim(), run, &random) }
  }

  /// Records an issue unless `isTrue`; an expectation for each of many thousand claims is too slow.
  func expect(_ isTrue: Bool, line: Int = #line) {
    if !isTrue { Issue.record("line \(line), seed \(seed)") }
  }
}
