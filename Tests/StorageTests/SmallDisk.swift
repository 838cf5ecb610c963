import Foundation

/// A file system in memory of a given size, which needs the rights of root.
struct SmallDisk {
  let path: String

  /// Mounts it, or says on standard error that the test is skipped.
  init?(kibibytes: Int) throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("disk-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    guard
      (try? SmallDisk.run(
        "/usr/bin/mount", ["-t", "tmpfs", "-o", "size=\(kibibytes)k", "tmpfs", path])) == true
    else {
      FileHandle.standardError.write(Data("SKIPPED: a small disk cannot be mounted here\n".utf8))
      try? FileManager.default.removeItem(atPath: path)
      return nil
    }
  }

  func grow(kibibytes: Int) throws {
    _ = try SmallDisk.run("/usr/bin/mount", ["-o", "remount,size=\(kibibytes)k", path])
  }

  func unmount() {
    _ = try? SmallDisk.run("/usr/bin/umount", ["-l", path])
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
