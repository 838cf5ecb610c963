import Domain
import Foundation
import SampleClaims

/// Writes small files for the fuzz targets to begin with; the one argument is a folder.
@main
enum FuzzSeeds {
  private static let day = Day(number: 20_522)

  static func main() throws {
    guard CommandLine.arguments.count == 2 else {
      FileHandle.standardError.write(Data("usage: fuzz-seeds FOLDER\n".utf8))
      exit(64)
    }
    let folder = URL(filePath: CommandLine.arguments[1])
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var count = 0
    for (name, text) in worlds() + SeedTexts.all {
      try Data(text.utf8).write(to: folder.appending(path: name))
      try Data(text.utf8.filter { $0 != 0x0A }).write(
        to: folder.appending(path: "\(name)-unbroken"))
      count += 2
    }
    print("fuzz-seeds: \(count) files")
  }

  /// Each world tells one or two stories; some carry many claims.
  private static func worlds() -> [(String, String)] {
    (1...40).map { seed in
      let claims = seed.isMultiple(of: 8) ? 20 : 1 + seed % 3
      let world = SampleWorld(seed: UInt64(seed), claims: claims)
      return ("world-\(seed).837", world.file(interchangeControlNumber: seed, day: day))
    }
  }
}
