import Foundation

/// Generates the Swift face of an interface and what `protoc-c` needs for its C side.
///
///     protoc-gen-hmo MODULE DESCRIPTOR-SET SWIFT-FOLDER HEADER PATCHED-DESCRIPTOR-SET
///
/// `DESCRIPTOR-SET` is what `protoc --include_imports --include_source_info` writes. Everything
/// else is written. The same input gives the same bytes.
@main
enum ProtocGenHMO {
  static func main() {
    do {
      try run(CommandLine.arguments)
    } catch {
      FileHandle.standardError.write(Data("protoc-gen-hmo: \(error)\n".utf8))
      exit(1)
    }
  }

  private static func run(_ arguments: [String]) throws {
    guard arguments.count == 6 else {
      throw GeneratorError(
        "usage: protoc-gen-hmo MODULE DESCRIPTOR-SET SWIFT-FOLDER HEADER PATCHED-DESCRIPTOR-SET")
    }
    let descriptorSet = try Data(contentsOf: URL(fileURLWithPath: arguments[2]))
    let files = try GeneratedFiles(descriptorSet: [UInt8](descriptorSet), module: arguments[1])
    try files.write(
      swift: URL(fileURLWithPath: arguments[3]), header: URL(fileURLWithPath: arguments[4]),
      descriptors: URL(fileURLWithPath: arguments[5]))
  }
}
