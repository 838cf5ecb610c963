import Foundation

/// A file of reference data: a method and its request.
struct LoadFile {
  /// The full name of the method that loads.
  let method: String
  /// The request as JSON.
  let request: String

  /// Reads a file.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CommandFailure("\(path) cannot be read")
    }
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let method = object["method"] as? String, let request = object["request"],
      JSONSerialization.isValidJSONObject(request),
      let text = try? JSONSerialization.data(withJSONObject: request, options: [.sortedKeys])
    else {
      throw CommandFailure(
        "\(path) is no load file; it needs \"method\" and \"request\", see hmo load --help")
    }
    self.method = method
    self.request = String(decoding: text, as: UTF8.self)
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
