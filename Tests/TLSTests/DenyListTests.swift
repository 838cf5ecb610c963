import Foundation
import TLS
import TestKit
import Testing

@Suite("Certificates that were taken back are refused")
struct DenyListTests {
  private let authority: TestAuthority
  private let list: DenyListFile

  init() throws {
    self.authority = try TestAuthority()
    self.list = DenyListFile(path: self.authority.directory + "/denied.txt")
  }

  private func write(_ text: String) throws {
    try text.write(toFile: self.list.path, atomically: true, encoding: .utf8)
  }

  @Test("A serial number is one number in every spelling that OpenSSL prints")
  func spellings() {
    for text in ["0A1B2C", "a1b2c", "0a:1b:2c", "serial=0A1B2C", "000a1b2c"] {
      #expect(TLSSerialNumber(text)?.description == "0A1B2C", "\(text)")
    }
    #expect(TLSSerialNumber("0")?.description == "00")
    #expect(TLSSerialNumber("7F")?.description == "7F")
    let odd = [
      "", " ", "0x1A", "-01", "1G", ":1A", "1A:", "1A::2B", "serial=", "1A 2B",
      String(repeating: "1", count: 41),
    ]
    for text in odd { #expect(TLSSerialNumber(text) == nil, "\(text)") }
    #expect(TLSSerialNumber(String(repeating: "1", count: 40)) != nil)
  }

  @Test("A file holds one number a line, with comments and blank lines")
  func form() throws {
    try self.write("# taken back\n\n0A1B  # stolen\n\t0c:0d\r\nserial=FF")
    #expect(try self.list.read().map(\.description) == ["0A1B", "0C0D", "FF"])
    try self.write("")
    #expect(try self.list.read() == [])
  }

  @Test(
    "A file with one wrong line is refused whole, and the line is named",
    arguments: ["xyz", "0A 0B", "0A,0B", "\u{0}", "0A\u{e9}", "-1"])
  func wrongLine(line: String) throws {
    try self.write("0A1B\n\(line)\n0C\n")
    let error = try #require(throws: TLSError.self) { try self.list.read() }
    #expect(error.code == .denyListUnusable)
    #expect(error.message.contains("Line 2"))
    #expect(error.message.contains(self.list.path))
  }

  @Test("A file that is missing, a directory or too large is refused")
  func unreadable() throws {
    #expect(throws: TLSError.self) { try self.list.read() }
    let folder = DenyListFile(path: self.authority.directory)
    #expect(throws: TLSError.self) { try folder.read() }
    try self.write(String(repeating: "#", count: DenyListFile.bytesMax + 1))
    #expect(throws: TLSError.self) { try self.list.read() }
  }

  @Test("Adding keeps what is there, adds a number once, and makes the file when it is missing")
  func adding() throws {
    let (first, second) = (try Self.serial("0A"), try Self.serial("0B"))
    #expect(try self.list.add([first], note: "lost\nFF") == 1)
    #expect(try self.list.add([first, second, second], note: "") == 1)
    #expect(try self.list.read() == [first, second])
    try self.write("# by hand\n0C")
    #expect(try self.list.add([first], note: "") == 1)
    #expect(try self.list.read().map(\.description) == ["0C", "0A"])
    try self.write("nonsense")
    #expect(throws: TLSError.self) { try self.list.add([second], note: "") }
    #expect(try String(contentsOfFile: self.list.path, encoding: .utf8) == "nonsense")
  }

  @Test("Many who add at once lose nothing")
  func concurrentAdding() async throws {
    let list = self.list
    let serials = try (16..<64).map { try Self.serial(String($0, radix: 16)) }
    try await withThrowingTaskGroup { group in
      for serial in serials {
        group.addTask { _ = try list.add([serial], note: "at once") }
      }
      try await group.waitForAll()
    }
    #expect(Set(try list.read()) == Set(serials))
  }

  @Test("A list only grows")
  func growing() throws {
    let list = TLSDenyList([try Self.serial("0A")])
    #expect(list.contains("0A"))
    #expect(list.add([try Self.serial("0B"), try Self.serial("0A")]) == 1)
    #expect(list.add([]) == 0)
    #expect(list.contains("0A") && list.contains("0B") && !list.contains("0C"))
    #expect(!TLSDenyList().contains("0A"))
  }

  @Test("A peer whose number is in the list is refused by servers and by clients")
  func handshake() async throws {
    let serverFiles = try self.authority.files(for: Names.service("payment"))
    let clientFiles = try self.authority.files(for: Names.service("gateway"))
    let (byServer, byClient) = (TLSDenyList(), TLSDenyList())
    let server = try TLSContext(
      self.authority.configuration(.server, files: serverFiles), denyList: byServer)
    let client = try TLSContext(
      self.authority.configuration(.client, files: clientFiles), denyList: byClient)
    func meet() async throws -> (server: Sighting, client: Sighting) {
      try await Exchange(server: server, client: client).run()
    }
    #expect(try await meet().server.completed != nil)
    byServer.add([try Self.serial("0A"), try Self.serial(clientFiles.serialNumber)])
    let refused = try await meet()
    #expect(refused.server.completed == nil)
    #expect(refused.server.errors.map(\.code) == [.peerCertificateDenied])
    #expect(refused.client.bytes.isEmpty)
    byClient.add([try Self.serial(serverFiles.serialNumber)])
    let refusing = try await meet()
    #expect(refusing.client.completed == nil)
    #expect(refusing.client.errors.map(\.code) == [.peerCertificateDenied])
    #expect(refusing.server.completed == nil)
    try self.authority.issue(over: serverFiles, for: Names.service("payment"))
    try server.reload()
    try self.authority.issue(over: clientFiles, for: Names.service("gateway"))
    try client.reload()
    #expect(try await meet().server.completed != nil, "new certificates are let in")
  }

  private static func serial(_ text: String) throws -> TLSSerialNumber {
    try #require(TLSSerialNumber(text))
  }
}
