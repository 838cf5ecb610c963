import Foundation
import Messages
import Protobuf
import Testing

@testable import HMOCommands

@Suite("Documents are written to a folder")
struct DocumentFolderTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func part(_ name: String, _ text: String, isLast: Bool) -> ClaimV1.DocumentPart {
    .with {
      $0.name = name
      $0.bytes = Array(text.utf8)
      $0.isLast = isLast
    }
  }

  private func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(folder.path)/new/\(name)").map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test("Parts of several documents come apart again, and only whole ones stand under their names")
  func parts() throws {
    var documents = try DocumentFolder(path: folder.path + "/new")
    try documents.add(part("a.999", "one ", isLast: false))
    try documents.add(part("b.277CA", "x", isLast: true))
    #expect(text("a.999") == nil && text("b.277CA") == "x")
    try documents.add(part("a.999", "two", isLast: true))
    #expect(text("a.999") == "one two")
    #expect(documents.written == ["b.277CA", "a.999"])
  }

  @Test("A document that comes again replaces the earlier one")
  func again() throws {
    for content in ["long content", "short"] {
      var documents = try DocumentFolder(path: folder.path + "/new")
      try documents.add(part("a.835", content, isLast: true))
      #expect(text("a.835") == content)
    }
  }

  @Test(
    "A name that leads out of the folder, or is none, is refused",
    arguments: ["", ".", "..", "../a", "a/b", ".hidden", "a\u{0}b", "a b", "ä"])
  func names(name: String) throws {
    var documents = try DocumentFolder(path: folder.path + "/new")
    #expect(throws: CommandFailure.self) { try documents.add(part(name, "x", isLast: true)) }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new")
    #expect(files.isEmpty)
  }
}
