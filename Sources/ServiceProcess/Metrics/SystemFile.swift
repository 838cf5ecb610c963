#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Small files and a folder in which the system tells about this process.
enum SystemFile {
  private static let bytesMax = 4_096

  /// The lines of the first 4 KiB, or nil where there is no such file.
  static func lines(of path: String) -> [Substring]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
      .split(whereSeparator: { $0 == "\n" })
  }

  /// The files, sockets, pipes and queues that are open, or nil where the system does not list them.
  ///
  /// A name is read where it stands: an entry ends behind its name, and a copy of the whole `dirent`, as
  /// Swift makes one of a member that is an array, reads beyond the memory of the last.
  static func openDescriptors() -> [CInt]? {
    guard let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name),
      let folder = opendir("/proc/self/fd")
    else { return nil }
    defer { closedir(folder) }
    var found: [CInt] = []
    while let entry = readdir(folder) {
      let name = (UnsafeRawPointer(entry) + nameOffset).assumingMemoryBound(to: CChar.self)
      if let descriptor = CInt(String(cString: name)), descriptor != dirfd(folder) {
        found.append(descriptor)
      }
    }
    return found
  }
}
