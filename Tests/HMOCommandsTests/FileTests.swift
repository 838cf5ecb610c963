import Foundation
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("A load file names a method and holds its request")
struct LoadFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private let method = "hmo.payment.v1.PaymentAdministrationService/LoadOpeningBalances"

  @Test("Method and request are read, numbers as they are written")
  func reads() throws {
    let path = try folder.write(
      "a.json",
      """
      {"method": "\(method)",
       "request": {"requestId": "r", "balances": [{"amount": {"cents": 9007199254740993}}]}}
      """)
    let file = try LoadFile(path: path)
    #expect(file.call.service == "payment")
    let request = try PaymentV1.LoadOpeningBalancesRequest(protobufBytes: file.request)
    #expect(request.requestID == "r")
    #expect(request.balances.first?.amount?.cents == 9_007_199_254_740_993)
  }

  @Test(
    "What is wrong in a file is said with its path and the place in the file",
    arguments: [
      ("{\n \"method\": x}", "line 2, column 12"),
      ("\u{FEFF}{}", "byte order mark"),
      (#"{"method": "M", "request": {"requestId": 1.5}}"#, "at $.request.requestId"),
      (#"{"method": "M", "request": {"requestId": "a", "requestId": "b"}}"#, "stands twice"),
      (#"{"method": "p.S/M", "request": {}}"#, "no method named p.S/M"),
    ])
  func says(text: String, place: String) throws {
    let path = try folder.write(
      "a.json", text.replacing(#""method": "M""#, with: #""method": "\#(method)""#))
    let failure = try #require(failure { try LoadFile(path: path) })
    #expect(failure.message.hasPrefix(path))
    #expect(failure.message.contains(place), "\(failure.message)")
  }

  @Test(
    "What is no load file is refused with its path and what it needs",
    arguments: [
      "", "nonsense", "[]", "{}", #"{"method": "p.S/M"}"#, #"{"request": {}}"#,
      #"{"method": 1, "request": {}}"#, #"{"method": "p.S/M", "request": "text"}"#,
      #"{"method": "p.S/M", "request": {}"#,
    ])
  func refuses(text: String) throws {
    let path = try folder.write("a.json", text)
    let failure = try #require(failure { try LoadFile(path: path) })
    #expect(failure.message.contains(path))
    #expect(failure.message.contains("\"method\" and \"request\""))
  }

  @Test("A file that is not there is named")
  func missing() throws {
    #expect(
      failure { try LoadFile(path: "/no/such/file") }?.message == "/no/such/file cannot be read")
    #expect(failure { try LoadFile.files("/no/such") }?.message == "/no/such is not there")
  }

  @Test("A folder stands for its JSON files in the order of their names, a file for itself")
  func files() throws {
    for name in ["2-b.json", "1-a.json", "10-c.json", "notes.txt"] { try folder.write(name, "{}") }
    #expect(
      try LoadFile.files(folder.path)
        == ["1-a.json", "10-c.json", "2-b.json"].map {
          "\(folder.path)/\($0)"
        })
    #expect(try LoadFile.files(folder.path + "/notes.txt") == [folder.path + "/notes.txt"])
  }
}

@Suite("A file is read in parts")
struct FileSourceTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func parts(_ path: String) async throws -> [[UInt8]] {
    var parts: [[UInt8]] = []
    try await FileSource(path: path).parts { parts.append($0) }
    return parts
  }

  @Test(
    "The parts are the file, in order, none larger than 256 KiB", arguments: [1, 262_144, 600_000])
  func reads(size: Int) async throws {
    let text = String((0..<size).map { Character(UnicodeScalar(UInt8(33 + $0 % 90))) })
    let path = try folder.write("claims", text)
    #expect(try FileSource(path: path).size == size)
    let parts = try await parts(path)
    #expect(parts.flatMap { $0 } == Array(text.utf8))
    #expect(parts.allSatisfy { !$0.isEmpty && $0.count <= 262_144 })
  }

  @Test("An empty file is one empty part, so that the gateway hears of it")
  func empty() async throws {
    #expect(try await parts(try folder.write("empty", "")) == [[]])
  }

  @Test("A file that is not there is named")
  func missing() {
    #expect(
      failure { try FileSource(path: "/no/such/file") }?.message == "/no/such/file cannot be read")
  }

  @Test("A folder is no file of claims")
  func isFolder() {
    #expect(failure { try FileSource(path: folder.path) }?.message.contains(folder.path) == true)
  }
}
