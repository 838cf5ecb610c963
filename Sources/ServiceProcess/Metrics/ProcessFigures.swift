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
      residentBytes: residentBytes(),
      openDescriptors: SystemFile.openDescriptors().map { Int64($0.count) },
      processorMicroseconds: processorMicroseconds())
  }

  private static func processorMicroseconds() -> Int64? {
    var time = timespec()
    guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return nil }
    return Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1_000
  }

  /// The second number of `/proc/self/statm`, which counts pages.
  private static func residentBytes() -> Int64? {
    guard let line = SystemFile.lines(of: "/proc/self/statm")?.first else { return nil }
    let fields = line.split(separator: " ")
    guard fields.count > 1, let pages = Int64(fields[1]) else { return nil }
    let (size, isBeyond) = pages.multipliedReportingOverflow(
      by: Int64(sysconf(Int32(_SC_PAGESIZE))))
    return isBeyond ? nil : size
  }
}
