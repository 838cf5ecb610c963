import Foundation
import Storage
import Testing

@Suite("What was acknowledged is there after the process is killed")
struct CrashTests {
  private static let variable = "HMO_STORAGE_TEST_CHILD"

  @Test("Every row that a killed process reported as stored is found again")
  func survivesAKill() async throws {
    guard ProcessInfo.processInfo.environment[Self.variable] == nil else { return }
    let folder = try TemporaryFolder()
    let path = folder.file("note.db")
    for round in 0..<3 {
      let acknowledged = try killedChild(path, after: 2_000)
      #expect(acknowledged.count >= 2_000)
      let store = try Store.open(StoreConfiguration(path: path), schema: NoteStore.schema)
      let stored = Set(try await store.notes())
      #expect(stored.isSuperset(of: acknowledged), "round \(round)")
      #expect(try await store.violations() == [])
      try await store.write { try $0.execute("DELETE FROM note") }
      await store.close()
    }
  }

  /// The killed process: this test again, with the path of a store in its environment.
  @Test("The child writes until it is killed")
  func writesUntilKilled() async throws {
    guard let path = ProcessInfo.processInfo.environment[Self.variable] else { return }
    var configuration = StoreConfiguration(path: path)
    configuration.checkpointPages = 64
    let store = try Store.open(configuration, schema: NoteStore.schema)
    await withTaskGroup(of: Void.self) { group in
      for caller in 0..<16 {
        group.addTask {
          for number in 0..<100_000 {
            let id = caller * 100_000 + number
            guard (try? await store.write { try $0.note(id, "note") }) != nil else { return }
            FileHandle.standardOutput.write(Data("stored \(id) end\n".utf8))
          }
        }
      }
    }
  }

  private func killedChild(_ path: String, after count: Int) throws -> Set<Int> {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = Self.arguments
    child.environment = ProcessInfo.processInfo.environment.merging([Self.variable: path]) { $1 }
    let pipe = Pipe()
    child.standardOutput = pipe
    try child.run()
    var text = Data()
    while case let part = pipe.fileHandleForReading.availableData, !part.isEmpty {
      text.append(part)
      if child.isRunning, text.count(where: { $0 == UInt8(ascii: "\n") }) > count {
        kill(child.processIdentifier, SIGKILL)
      }
    }
    child.waitUntilExit()
    return Set(
      String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ")
        guard words.count == 3, words[0] == "stored", words[2] == "end" else { return nil }
        return Int(words[1])
      })
  }

  /// The way in which this process was started, narrowed to the child's part.
  private static var arguments: [String] {
    var arguments = Array(CommandLine.arguments.dropFirst())
    while let place = arguments.firstIndex(of: "--filter"), place + 1 < arguments.count {
      arguments.removeSubrange(place...(place + 1))
    }
    return arguments + ["--filter", "writesUntilKilled"]
  }
}
