import Foundation
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Keys and lists that a process must not start with, and starts that are none of TLS 1.3")
  struct IdentityStartTests {
    private struct BadFile {
      let name: String
      let option: String
      let path: String
      let words: String
    }

    @Test("Each of the five says in words why it does not start, and starts once that is mended")
    func files() async throws {
      let suite = try TestSuite()
      for service in SuiteService.allCases {
        let good = try suite.arguments(service)
        for bad in try Self.badFiles(service, suite) {
          var arguments = good
          let place = try #require(arguments.firstIndex(of: bad.option))
          arguments[place + 1] = bad.path
          let run = try await ProgramRun.boundByModes(
            SuiteBinaries.path(of: service.program), arguments)
          let cell = "\(service), \(bad.name)"
          #expect(run.code == 1, "\(cell)")
          let sentence = run.errors.split(separator: "\n").last.map(String.init) ?? ""
          #expect(sentence.hasPrefix("\(service.program): "), "\(cell): \(sentence)")
          #expect(sentence.contains(bad.words), "\(cell): \(sentence)")
        }
        #expect(!FileManager.default.fileExists(atPath: suite.store(service)), "\(service)")
        try await suite.startServing(service)
      }
      await suite.close()
    }

    private static func badFiles(
      _ service: SuiteService, _ suite: TestSuite
    ) throws -> [BadFile] {
      let key = try suite.certificate(of: service.identity).privateKeyPath
      let base = suite.directory + "/" + service.rawValue
      var files: [BadFile] = []
      for mode in [0o601, 0o604, 0o610, 0o640, 0o644, 0o666, 0o700, 0o777] {
        let path = base + String(mode, radix: 8)
        try FileManager.default.copyItem(atPath: key, toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        files.append(
          BadFile(
            name: "mode \(String(mode, radix: 8))", option: "--key", path: path,
            words: "chmod 600 \(path)"))
      }
      let unreadable = base + ".unreadable"
      try FileManager.default.copyItem(atPath: key, toPath: unreadable)
      try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: unreadable)
      let link = base + ".link"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: key)
      let list = base + ".denied"
      try Data("no number\n".utf8).write(to: URL(fileURLWithPath: list))
      return files + [
        BadFile(
          name: "unreadable", option: "--key", path: unreadable,
          words: "may not be read by this user"),
        BadFile(name: "link", option: "--key", path: link, words: "symbolic link"),
        BadFile(name: "missing", option: "--key", path: base + ".none", words: "does not exist"),
        BadFile(name: "folder", option: "--key", path: suite.directory, words: "regular file"),
        BadFile(name: "list", option: "--deny-list", path: list, words: "Line 1 of the deny-list"),
        BadFile(
          name: "no list", option: "--deny-list", path: base + ".none", words: "does not exist"),
        BadFile(
          name: "no authority", option: "--authority", path: base + ".none",
          words: "does not exist"),
      ]
    }

    @Test("Older versions, weak suites and other protocols are refused by each server: 40 cells")
    func versions() async throws {
      let starts: [[String]] = [
        ["-tls1", "-alpn", "h2"], ["-tls1_1", "-alpn", "h2"], ["-tls1_2", "-alpn", "h2"],
        ["-tls1_2", "-alpn", "h2", "-legacy_renegotiation"],
        ["-tls1_3", "-alpn", "h2", "-ciphersuites", "TLS_AES_128_CCM_8_SHA256"],
        ["-tls1_3", "-alpn", "h2", "-ciphersuites", "TLS_AES_128_CCM_SHA256"],
        ["-tls1_3"], ["-tls1_3", "-alpn", "http/1.1"],
      ]
      try await TestSuite.run { suite in
        let files = try suite.certificate(of: .hmo)
        for service in SuiteService.allCases {
          let good = try await ForeignCaller(files: files).run(at: suite.socket(service))
          #expect(!good.output.isEmpty, "\(service): the same caller with good manners")
          for options in starts {
            let before = Self.refusals(service, suite)
            let run = try await ForeignCaller(files: files, options: options)
              .run(at: suite.socket(service))
            #expect(run.output.isEmpty, "\(service), \(options)")
            try await eventually("\(service) refuses \(options)") {
              Self.refusals(service, suite) == before + 1
            }
          }
        }
      }
    }

    private static func refusals(_ service: SuiteService, _ suite: TestSuite) -> Int {
      suite.logEvents(service, message: "Connection refused").count
    }
  }
}
