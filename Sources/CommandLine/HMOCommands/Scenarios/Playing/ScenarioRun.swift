import Foundation
import RPC

/// Plays many scenarios, some at a time, each against a suite of its own.
///
/// The certificates are made once; everything lies in one folder that goes away at the end.
final class ScenarioRun: Sendable {
  /// Where everything lies; short, because of the sockets below it.
  let directory: String
  private let isKept: Bool
  private let guardian: ProcessGuard

  /// Makes the folder and the certificates.
  init(isKept: Bool) throws {
    self.isKept = isKept
    directory =
      FileManager.default.temporaryDirectory.path + "/hmo-s-" + UUID().uuidString.prefix(6)
    guardian = try ProcessGuard(removing: isKept ? nil : directory)
    let layout = SuiteLayout(directory: directory + "/0000", certificates: directory + "/certs")
    try layout.makeFolders()
    try SuiteCertificates(layout: layout).make(days: 1)
  }

  /// Plays files and gives what became of each, in the order of the files.
  ///
  /// - Parameter each: Called in that order too, as soon as it is known.
  func play(
    _ files: [String], jobs: Int, each: (ScenarioOutcome) -> Void
  ) async throws -> [ScenarioOutcome] {
    try await withThrowingTaskGroup(of: (Int, ScenarioOutcome).self) { group in
      var outcomes = [ScenarioOutcome?](repeating: nil, count: files.count)
      var next = 0
      var shown = 0
      for _ in 0..<min(jobs, files.count) {
        add(files[next], next, &group)
        next += 1
      }
      while let (index, outcome) = try await group.next() {
        outcomes[index] = outcome
        if next < files.count {
          add(files[next], next, &group)
          next += 1
        }
        while shown < files.count, let known = outcomes[shown] {
          each(known)
          shown += 1
        }
      }
      return outcomes.compactMap { $0 }
    }
  }

  private func add(
    _ file: String, _ index: Int,
    _ group: inout ThrowingTaskGroup<(Int, ScenarioOutcome), any Error>
  ) {
    group.addTask { (index, await self.play(file, number: index + 1)) }
  }

  private func play(_ file: String, number: Int) async -> ScenarioOutcome {
    var name = ""
    do {
      let scenario = try Scenario(path: file)
      name = scenario.name
      let layout = SuiteLayout(
        directory: "\(directory)/\(number)", certificates: directory + "/certs")
      let suite = try await ScenarioSuite.start(layout, isKept: isKept)
      var player = ScenarioPlayer(scenario, suite)
      let result: Result<[ScenarioOutcome.Step], any Error>
      do {
        result = .success(try await player.play())
      } catch {
        result = .failure(error)
      }
      await suite.close()
      return ScenarioOutcome(path: file, name: name, steps: try result.get(), failure: nil)
    } catch {
      return ScenarioOutcome(
        path: file, name: name, steps: [], failure: ScenarioRun.sentence(error))
    }
  }

  private static func sentence(_ error: any Error) -> String {
    switch error {
    case let error as ScenarioError: "\(Terminal.safe(error.place)): \(error.message)"
    case let error as CommandFailure: error.message
    case let error as RPCError: CommandFailure(error, calling: "a service").message
    default: "it could not be played: \(error)"
    }
  }
}
