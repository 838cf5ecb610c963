import Foundation
import Testing

@Suite("Generated sources are what the interface says")
struct GenerationTests {
  @Test("Generating again changes nothing")
  func regenerate() throws {
    let generator = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("protoc-gen-hmo").path
    guard FileManager.default.isExecutableFile(atPath: generator), isInstalled("protoc"),
      isInstalled("protoc-c")
    else {
      announceSkip("regeneration needs protoc, protoc-c and a built protoc-gen-hmo")
      return
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = [packageRoot.appendingPathComponent("Protos/generate.sh").path, "--check"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["PROTOC_GEN_HMO": generator], uniquingKeysWith: { _, new in new })
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  private func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }
}
