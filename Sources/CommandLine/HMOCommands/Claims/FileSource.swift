import Foundation

/// A file read in parts, with a progress bar when it is long.
struct FileSource {
  let path: String
  /// The size in bytes.
  let size: Int

  private static let partBytes = 256 * 1024

  init(path: String) throws {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let size = attributes[.size] as? Int
    else { throw CommandFailure("\(path) cannot be read") }
    guard attributes[.type] as? FileAttributeType != .typeDirectory else {
      throw CommandFailure("\(path) is a folder; name the file of claims")
    }
    self.path = path
    self.size = size
  }

  /// Hands the file to `body` part by part; an empty file has one empty part.
  func parts(_ body: ([UInt8]) async throws -> Void) async throws {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw CommandFailure("\(path) cannot be read")
    }
    defer { try? handle.close() }
    var progress = ProgressBar(total: size)
    var sent = 0
    repeat {
      let part = try handle.read(upToCount: FileSource.partBytes) ?? Data()
      guard !part.isEmpty || sent == 0 else { break }
      try await body([UInt8](part))
      sent += part.count
      progress.show(sent, "of \(path)")
      if part.isEmpty { break }
    } while true
    progress.finish()
  }
}
