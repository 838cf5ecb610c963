import Foundation

/// What the kernel says about a process; zeros when it is gone.
package struct ProcessFigures: Sendable {
  /// CPU used so far by all threads that live, in nanoseconds.
  package let cpuNanoseconds: Int
  /// Resident memory, in bytes.
  package let residentBytes: Int
  /// Resident memory with shared pages counted in proportion, in bytes.
  package let proportionalBytes: Int
  /// Open files and sockets.
  package let descriptors: Int

  /// Reads the figures of a process by its number.
  package init(of process: Int32) {
    let folder = "/proc/\(process)"
    cpuNanoseconds = Self.entries("\(folder)/task").reduce(0) { sum, thread in
      sum + (Self.words("\(folder)/task/\(thread)/schedstat").first.flatMap { Int($0) } ?? 0)
    }
    let pages = Self.words("\(folder)/statm").dropFirst().first.flatMap { Int($0) } ?? 0
    residentBytes = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    let rollup = Self.words("\(folder)/smaps_rollup")
    let kilobytes = rollup.drop { $0 != "Pss:" }.dropFirst().first.flatMap { Int($0) } ?? 0
    proportionalBytes = kilobytes * 1_024
    descriptors = Self.entries("\(folder)/fd").count
  }

  private static func entries(_ folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func words(_ path: String) -> [Substring] {
    ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(
      whereSeparator: \.isWhitespace)
  }
}
