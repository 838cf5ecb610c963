import ArgumentParser
import Domain
import Foundation
import SampleClaims

/// Invents a world of members and claims.
struct SampleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample", abstract: "Invents members, providers and an 837P file from a seed.",
    discussion: """
      Writes load files, claims.837 and answers.json, which says what each claim must come to. \
      Nobody in it exists.
      """)

  @Option(help: "The same seed gives the same files.")
  var seed: UInt64 = 1

  @Option(help: "How many claims.")
  var claims: Int = 20

  @Option(help: "The folder to write to; made when it is not there.")
  var output: String

  @Option(help: "The control number of the interchange; the seed's when it is not given.")
  var control: Int?

  func validate() throws {
    guard (1...1_000_000).contains(claims) else {
      throw ValidationError("--claims is 1 to 1000000")
    }
    guard (1...999_999_999).contains(control ?? 1) else {
      throw ValidationError("--control is 1 to 999999999")
    }
  }

  func run() async throws {
    try await reporting {
      let world = SampleWorld(seed: seed, claims: claims)
      guard let day = Day(year: 2026, month: 9, day: 1) else { return }
      let number = control ?? max(1, Int(seed % 1_000_000_000))
      var files = world.loadFiles
      files.append(("claims.837", world.file(interchangeControlNumber: number, day: day)))
      files.append(("answers.json", world.answerFile))
      do {
        try FileManager.default.createDirectory(
          atPath: "\(output)/load", withIntermediateDirectories: true)
        for (name, text) in files {
          let folder = name.first?.isNumber == true ? "\(output)/load" : output
          try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
        }
      } catch {
        throw CommandFailure("\(output) cannot be written; check the disk and the folder")
      }
      Terminal.print("\(world.claims.count) claims of seed \(seed) in \(output)")
    }
  }
}
