import Foundation
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Keys with which a command must not call", .serialized)
  struct CommandKeyTests {
    /// What stands in place of the key, and what the command says of it.
    private struct BadKey: Sendable {
      let name: String
      let words: String
      let make: @Sendable (_ key: String, _ good: String) throws -> Void
    }

    private static let calls = [
      ["call", "--service", "payment", "grpc.health.v1.Health/Check"],
      ["audit", "list", "--service", "payment"], ["claim", "list"], ["people", "list"],
    ]

    @Test("Each command says in words what to do and sends nothing, and calls once that is done")
    func keys() async throws {
      let suite = try TestSuite()
      try await suite.startServing(.payment)
      let folder = try CommandFolder(suite)
      let good = suite.directory + "/good.key"
      try FileManager.default.copyItem(atPath: folder.key, toPath: good)
      let before = try await suite.endedCalls(of: .payment)
      for bad in Self.badKeys {
        try? FileManager.default.removeItem(atPath: folder.key)
        try bad.make(folder.key, good)
        for call in Self.calls { try await Self.expectRefusal(of: call, bad, folder) }
      }
      let after = try await suite.endedCalls(of: .payment)
      #expect(Self.others(after) == Self.others(before))
      #expect(suite.logEvents(.payment, message: "Connection refused").isEmpty)

      try FileManager.default.removeItem(atPath: folder.key)
      try FileManager.default.copyItem(atPath: good, toPath: folder.key)
      let mended = try await folder.hmo(Self.calls[0])
      #expect(mended.code == 0 && mended.output.contains("SERVING"), "\(mended.errors)")
      await suite.close()
    }

    private static func expectRefusal(
      of call: [String], _ bad: BadKey, _ folder: CommandFolder
    ) async throws {
      let cell = "hmo \(call.joined(separator: " ")), \(bad.name)"
      let run = try await folder.hmoBoundByModes(call)
      #expect(run.code == 1, "\(cell)")
      #expect(run.output.isEmpty, "\(cell)")
      let lines = run.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(cell): \(run.errors)")
      #expect(run.errors.contains(folder.key), "\(cell): \(run.errors)")
      let words = bad.words.replacing("KEY", with: folder.key)
      #expect(run.errors.contains(words), "\(cell): \(run.errors)")
      #expect(!run.errors.contains("PRIVATE KEY"), "\(cell)")
    }

    /// What was called beside the question for these very counts.
    private static func others(_ calls: [EndedCalls]) -> Set<EndedCalls> {
      Set(calls.filter { !$0.path.hasSuffix("/GetMetrics") })
    }

    private static let badKeys: [BadKey] =
      [0o601, 0o604, 0o610, 0o620, 0o640, 0o644, 0o660, 0o666, 0o700, 0o777].map(mode) + [
        BadKey(name: "missing", words: "does not exist; make it or correct the path") { _, _ in },
        BadKey(name: "unreadable", words: "may not be read by this user; check its owner and mode")
        {
          key, good in
          try FileManager.default.copyItem(atPath: good, toPath: key)
          try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: key)
        },
        BadKey(name: "link", words: "is a symbolic link; give the path of the file itself") {
          key, good in
          try FileManager.default.createSymbolicLink(atPath: key, withDestinationPath: good)
        },
        BadKey(name: "folder", words: "is not a regular file; give the path of a text file") {
          key, _ in
          try FileManager.default.createDirectory(
            atPath: key, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o600])
        },
        BadKey(name: "empty", words: "is empty; make it again") { key, _ in
          try Data().write(to: URL(fileURLWithPath: key))
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        },
      ]

    private static func mode(_ mode: Int) -> BadKey {
      BadKey(name: "mode \(String(mode, radix: 8))", words: "run: chmod 600 KEY") { key, good in
        try FileManager.default.copyItem(atPath: good, toPath: key)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
      }
    }
  }
}
