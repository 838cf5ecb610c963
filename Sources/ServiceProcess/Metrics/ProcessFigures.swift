#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the system knows about this process; a figure that it does not give is absent.
struct ProcessFigures {
  /// Memory that is not swapped out, in bytes.
  let residentBytes: Int64?
  /// Files, sockets and pipes that are open.
  let openDescriptors: Int64?
  /// Time on processors, in user and system mode, in microseconds.
  let processorMicroseconds: Int64?

  /// The figures now.
  static var current: ProcessFigures {
    ProcessFigures(
      residentBytes: residentBytes(), openDescriptors: openDescriptors(),
      processorMicroseconds: processorMicroseconds())
  }

  private static func processorMicroseconds() -> Int64? {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
    return Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1_000
  }

  /// The second number of `/proc/self/statm`, which counts pages.
  private static func residentBytes() -> Int64? {
    let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = read(file, &bytes, bytes.count)
    guard count > 0 else { return nil }
    let fields = bytes.prefix(count).split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int64(String(decoding: fields[1], as: UTF8.self)) else {
      return nil
    }
    let (size, isBeyond) = pages.multipliedReportingOverflow(
      by: Int64(sysconf(Int32(_SC_PAGESIZE))))
    return isBeyond ? nil : size
  }

  /// The entries of `/proc/self/fd` but for the one that lists them.
  private static func openDescriptors() -> Int64? {
    guard let folder = opendir("/proc/self/fd") else { return nil }
    defer { closedir(folder) }
    var entries: Int64 = 0
    while readdir(folder) != nil { entries += 1 }
    // Two more entries are the folder itself and its parent.
    return max(0, entries - 3)
  }
}
