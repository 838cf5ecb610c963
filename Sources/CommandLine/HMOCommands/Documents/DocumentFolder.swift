import Foundation
import Messages

/// A folder that takes documents as they arrive in parts, each under the name that the gateway gave.
///
/// A document stands under its own name only when it is complete; one of the same name is replaced.
struct DocumentFolder {
  /// The folder; made when it is not there.
  let path: String
  /// The documents that are complete, by name, in the order of their ends.
  private(set) var written: [String] = []
  private var sizes: [String: Int] = [:]

  /// Whether no document is begun and not ended.
  var isComplete: Bool { sizes.isEmpty }

  /// How long a document may be.
  static let documentBytesMax = 1 << 30
  /// How long a document's name may be.
  static let nameBytesMax = 200

  init(path: String) throws {
    self.path = path
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw CommandFailure("the folder \(path) cannot be made; check its parent")
    }
  }

  /// Takes the next part of a document.
  mutating func add(_ part: ClaimV1.DocumentPart) throws {
    guard DocumentFolder.isFileName(part.name) else {
      throw CommandFailure("the gateway named a document in a way that is no file name")
    }
    let size = sizes[part.name, default: 0] + part.bytes.count
    guard size <= DocumentFolder.documentBytesMax else {
      throw CommandFailure("a document is longer than \(DocumentFolder.documentBytesMax) bytes")
    }
    let partial = "\(path)/\(part.name).part"
    let isFirst = sizes.updateValue(size, forKey: part.name) == nil
    do {
      try DocumentFolder.append(part.bytes, to: partial, isFirst: isFirst)
      if part.isLast { try finish(part.name, partial) }
    } catch {
      throw CommandFailure("\(path)/\(part.name) cannot be written; check the disk and the folder")
    }
  }

  private mutating func finish(_ name: String, _ partial: String) throws {
    guard rename(partial, "\(path)/\(name)") == 0 else { throw CocoaError(.fileWriteUnknown) }
    sizes[name] = nil
    written.append(name)
  }

  private static func append(_ bytes: [UInt8], to path: String, isFirst: Bool) throws {
    if isFirst { try Data().write(to: URL(fileURLWithPath: path)) }
    guard let handle = FileHandle(forWritingAtPath: path) else {
      throw CocoaError(.fileWriteUnknown)
    }
    defer { try? handle.close() }
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
  }

  /// Whether `name` is a plain name of a file, which leads out of no folder.
  static func isFileName(_ name: String) -> Bool {
    guard (1...nameBytesMax).contains(name.utf8.count), !name.hasPrefix(".") else { return false }
    return name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
  }
}
