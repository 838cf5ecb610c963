import Foundation
import Testing

@Suite("Generated sources are what the interface says")
struct GenerationTests {
  @Test("Generating again changes nothing")
  func regenerate() throws {
    guard let generator = installedGenerator() else { return }
    let script = packageRoot.appendingPathComponent("Protos/generate.sh").path
    let result = try run(
      "/bin/bash", [script, "--check"], environment: ["PROTOC_GEN_HMO": generator])
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(
    "What the pipeline cannot carry is refused by name",
    arguments: [
      ("message Tree { Branch left = 1; } message Branch { Tree tree = 1; }", "contain itself"),
      ("message Tree { repeated Tree trees = 1; }", "contain itself"),
      ("message Tree { oneof either { Tree tree = 1; } }", "contain itself"),
      ("message Tree { map<string, string> leaves = 1; }", "map"),
      ("message Leaf {} message Tree { Leaf leaf = 1 [lazy = true]; }", "only a repeated message"),
      ("enum Tree { TREE_UNSPECIFIED = 0; TREE_BELOW = -1; }", "negative"),
    ])
  func refused(declaration: String, reason: String) throws {
    guard let generator = installedGenerator() else { return }
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let proto = "syntax = \"proto3\"; package hmo.bad.v1; " + declaration
    try Data(proto.utf8).write(to: folder.appendingPathComponent("bad.proto"))
    let descriptors = folder.appendingPathComponent("bad.binpb").path
    let compiled = try run(
      "/usr/bin/env",
      ["protoc", "-I", folder.path, "--descriptor_set_out", descriptors, "bad.proto"])
    try #require(compiled.status == 0, "\(compiled.errors)")
    let result = try run(
      generator,
      ["Bad", descriptors, folder.path, folder.path + "/bad.h", folder.path + "/bad.c.binpb"])
    #expect(result.status == 1)
    #expect(result.errors.contains("hmo.bad.v1.Tree"))
    #expect(result.errors.contains(reason))
  }

  /// The generator beside the test bundle; nothing, and a word on standard error, without it or the
  /// protobuf compilers.
  private func installedGenerator() -> String? {
    let generator = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appendingPathComponent("protoc-gen-hmo").path
    guard FileManager.default.isExecutableFile(atPath: generator), isInstalled("protoc"),
      isInstalled("protoc-c")
    else {
      announceSkip("generation needs protoc, protoc-c and a built protoc-gen-hmo")
      return nil
    }
    return generator
  }

  private func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (status: Int32, errors: String) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = errors
    process.environment = ProcessInfo.processInfo.environment.merging(
      environment, uniquingKeysWith: { _, new in new })
    try process.run()
    let text = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: text, as: UTF8.self))
  }

  private func isInstalled(_ program: String) -> Bool {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
    }
  }
}
