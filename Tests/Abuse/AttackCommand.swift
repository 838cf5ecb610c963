import ArgumentParser
import Foundation
import NIOCore
import NIOPosix

/// Runs the families one after the other, each against a server of its own.
struct AttackCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attack", abstract: "Runs the families of attacks.")

  @Option(help: "How the names of the families begin that are run; all when not given.")
  var family: String?

  @Option(help: "How often each family attacks; times of healthy calls are medians of so many.")
  var rounds = 3

  @Option(help: "How many changed sessions are sent in all rounds together.")
  var mutations = 20_000

  @Option(help: "What randomness begins with.")
  var seed: UInt64 = .random(in: 1...UInt64(UInt32.max))

  @Flag(help: "A tenth of everything, to try the program out.")
  var small = false

  @Option(help: "Runs against the RPC layer with that limit out of reach: the checks must fail.")
  var serverWithout: RaisedLimit?

  @Flag(help: "Runs against the RPC layer alone rather than the shipped runtime.")
  var bare = false

  func validate() throws {
    guard (1...100).contains(rounds), (1...100_000_000).contains(mutations) else {
      throw ValidationError("1 to 100 rounds, 1 to 100,000,000 mutations")
    }
  }

  func run() async throws {
    var scale = small ? Scale.small : Scale()
    scale.mutations = small ? min(mutations, scale.mutations) : mutations
    let order = WorkOrder(rounds: rounds, scale: scale, seed: seed)
    let chosen = order.families.filter { $0.name.hasPrefix(family ?? "") }
    guard !chosen.isEmpty else {
      throw ValidationError("families: " + order.families.map(\.name).joined(separator: ", "))
    }
    Self.say("abuse: seed \(seed), \(rounds) rounds\(small ? ", a tenth of everything" : "")")
    let reports = try await attack(chosen, order)
    let isWell = reports.allSatisfy(\.holds)
    let list = reports.map(\.json).joined(separator: ", ")
    Self.say(
      "{\"seed\": \(seed), \"rounds\": \(rounds), \"holds\": \(isWell), \"families\": [\(list)]}")
    guard isWell else { throw ExitCode.failure }
  }

  private func attack(_ chosen: [any Family], _ order: WorkOrder) async throws -> [FamilyReport] {
    let folder = "/tmp/hmo-abuse-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let launcher = Launcher(folder: folder)
    let credentials = try Credentials()
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    try await group.next().submit { ThreadPriority.lower() }.get()
    var reports: [FamilyReport] = []
    for family in chosen {
      let run = FamilyRun(
        family: family, kind: kind(of: family), order: order, launcher: launcher,
        credentials: credentials, group: group)
      let report = await run.run()
      Self.say(report.lines.joined(separator: "\n"))
      reports.append(report)
    }
    return reports
  }

  /// A line that is seen at once, also in a file.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }

  private func kind(of family: any Family) -> ServerKind {
    guard family.server == .shipped else { return family.server }
    if let serverWithout { return .without(serverWithout) }
    return bare ? .bare : .shipped
  }
}
