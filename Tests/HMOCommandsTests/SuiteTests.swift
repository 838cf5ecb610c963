import Foundation
import Testing

@testable import HMOCommands

@Suite("Where a suite keeps its files")
struct SuiteLayoutTests {
  @Test("Every file lies under the one folder, each at a place of its own")
  func places() {
    let layout = SuiteLayout(directory: "/srv/hmo")
    let files =
      SuiteLayout.services.flatMap {
        [
          layout.store($0), layout.log($0), layout.socket($0), layout.certificate($0),
          layout.key($0),
        ]
      } + [layout.authority, layout.authorityKey, layout.stateFile]
    #expect(files.allSatisfy { $0.hasPrefix("/srv/hmo/") })
    #expect(Set(files).count == files.count)
    #expect(SuiteLayout.services.last == "gateway", "it starts when what it calls serves")
  }

  @Test("A relative folder is made absolute, so that every process finds the same files")
  func relative() {
    let layout = SuiteLayout(directory: "var/hmo")
    #expect(layout.directory == FileManager.default.currentDirectoryPath + "/var/hmo")
    #expect(SuiteLayout(directory: "/a/b/../c").directory == "/a/c")
  }

  @Test("Folders are made for this user alone, and making them again changes nothing")
  func folders() throws {
    let folder = try TemporaryFolder()
    let layout = SuiteLayout(directory: folder.path + "/suite")
    try layout.makeFolders()
    try layout.makeFolders()
    for name in ["certs", "stores", "logs", "run"] {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: "\(layout.directory)/\(name)")
      #expect(attributes[.posixPermissions] as? Int == 0o700, "\(name)")
    }
  }

  @Test("A path too long for a socket is refused with its length and what to do")
  func longPath() throws {
    let folder = try TemporaryFolder()
    let layout = SuiteLayout(directory: folder.path + "/" + String(repeating: "x", count: 90))
    let failure = try #require(failure { try layout.makeFolders() })
    let bytes = layout.socket("authorization").utf8.count
    #expect(failure.message.contains("\(bytes) bytes"))
    #expect(failure.message.contains("107"))
    #expect(failure.message.contains("--directory"))
    #expect(failure.code == ExitCodes.failed)
  }

  @Test("The longest path that a socket takes is accepted")
  func longestPath() throws {
    let folder = try TemporaryFolder()
    let rest = 107 - SuiteLayout(directory: folder.path + "/").socket("authorization").utf8.count
    let name = String(repeating: "x", count: rest - 1)
    let layout = SuiteLayout(directory: "\(folder.path)/\(name)")
    #expect(layout.socket("authorization").utf8.count == 107)
    try layout.makeFolders()
  }

  @Test("A folder that cannot be made is named")
  func impossibleFolder() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("file", "")
    let failure = try #require(
      failure { try SuiteLayout(directory: file + "/below").makeFolders() })
    #expect(failure.message.contains(file))
  }
}

@Suite("The state of a suite")
struct SuiteStateTests {
  @Test("It comes back as it was written")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let state = SuiteState(processes: ["gateway": 17, "payment": .max], port: 7_443)
    try state.write(folder.layout)
    let read = try #require(SuiteState.read(folder.layout))
    #expect(read.processes == state.processes && read.port == 7_443)
    SuiteState.remove(folder.layout)
    #expect(SuiteState.read(folder.layout) == nil)
    SuiteState.remove(folder.layout)
  }

  @Test(
    "What is no state is none",
    arguments: [
      "", "{}", "[]", "{\"processes\": {\"gateway\": 99999999999}, \"port\": 1}",
      "{\"processes\": {\"gateway\": \"1\"}, \"port\": 1}", "\u{0}",
    ])
  func damaged(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("suite.json", text)
    #expect(SuiteState.read(folder.layout) == nil)
  }

  @Test("A state that cannot be written is said in words")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    let layout = SuiteLayout(directory: folder.path + "/not-there")
    let failure = try #require(
      failure { try SuiteState(processes: [:], port: 1).write(layout) })
    #expect(failure.message.contains("suite.json"))
  }

  @Test("Numbers of processes that have gone, or that are others' now, do not run")
  func running() throws {
    let own = ProcessInfo.processInfo.processIdentifier
    let state = SuiteState(
      processes: ["gateway": own, "payment": 0, "network": -1, "eligibility": .max], port: 1)
    #expect(state.running.isEmpty)
  }

  @Test("Without a state there is nothing to stop")
  func stopNothing() async throws {
    let folder = try TemporaryFolder()
    #expect(await Suite.stop(folder.layout) == 0)
    try SuiteState(processes: ["gateway": 0], port: 1).write(folder.layout)
    #expect(await Suite.stop(folder.layout) == 0)
    #expect(SuiteState.read(folder.layout) == nil)
  }
}

@Suite("A process of this machine")
struct ServerProcessTests {
  @Test("This process runs under its own name and under no other")
  func ownProcess() throws {
    let own = ProcessInfo.processInfo.processIdentifier
    let command = try #require(FileManager.default.contents(atPath: "/proc/self/cmdline"))
    let program = String(decoding: command.prefix { $0 != 0 }, as: UTF8.self)
    #expect(ServerProcess.isRunning(own, named: program))
    #expect(!ServerProcess.isRunning(own, named: "gateway-server"))
  }

  @Test("Numbers that are no process do not run", arguments: [Int32.min, -1, 0, .max])
  func noProcess(number: Int32) {
    #expect(!ServerProcess.isRunning(number, named: ""))
  }

  @Test("A process that was started runs at once, and does not when it has ended")
  func ended() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sleep")
    process.arguments = ["60"]
    try process.run()
    #expect(ServerProcess.isRunning(process.processIdentifier, named: "sleep"))
    ServerProcess.send(SIGKILL, to: process.processIdentifier)
    process.waitUntilExit()
    #expect(!ServerProcess.isRunning(process.processIdentifier, named: "sleep"))
  }

  @Test("A server that is not there is named with what to do")
  func noServer() throws {
    let folder = try TemporaryFolder()
    let failure = failure {
      try ServerProcess.start("no-such", arguments: [], log: folder.path + "/log")
    }
    #expect(failure?.message.contains("no-such-server") == true)
    #expect(failure?.message.contains("swift build") == true)
  }
}
