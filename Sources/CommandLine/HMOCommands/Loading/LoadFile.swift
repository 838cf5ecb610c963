import Foundation
import Messages
import Protobuf

/// A file of reference data: a method and its request.
struct LoadFile {
  /// The method that loads.
  let call: MethodCall
  /// The encoded request.
  let request: [UInt8]

  /// Reads a file.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read")
    }
    let envelope = try LoadFile.envelope([UInt8](data), path)
    guard let method = envelope.text("method"), envelope.isObject("request") else {
      throw CommandFailure("\(path) \(LoadFile.isNone)")
    }
    do {
      let call = try MethodCall(method)
      self.call = call
      request = try call.encoded { () throws(ProtobufError) in
        try envelope.message(
          "request", type: call.method.requestType, pool: MessagesDescriptors.pool)
      }
    } catch let failure as CommandFailure {
      throw CommandFailure("\(path): \(failure.message)")
    }
  }

  private static let isNone =
    "is no load file, which needs \"method\" and \"request\" (hmo load --help)"

  private static func envelope(_ bytes: [UInt8], _ path: String) throws -> JSONEnvelope {
    do throws(ProtobufError) {
      return try JSONEnvelope(utf8: bytes)
    } catch {
      throw CommandFailure("\(path) \(LoadFile.isNone): \(error.message)")
    }
  }

  /// The files that `path` stands for.
  static func files(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure("\(path) is not there")
    }
    guard isFolder.boolValue else { return [path] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().map { "\(path)/\($0)" }
  }
}
