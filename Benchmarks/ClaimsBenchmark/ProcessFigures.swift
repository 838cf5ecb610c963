import Foundation

/// What the kernel says about a process.
struct ProcessFigures {
  /// CPU used so far, in microseconds.
  let cpuMicroseconds: Int
  /// Memory with shared pages counted in proportion, in KiB.
  let proportionalKilobytes: Int

  /// Reads the figures of a process; zeros when it is gone.
  static func read(_ process: Int32) -> ProcessFigures {
    let stat = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
    let ticks = fields.count > 12 ? (Int(fields[11]) ?? 0) + (Int(fields[12]) ?? 0) : 0
    let rollup =
      (try? String(contentsOfFile: "/proc/\(process)/smaps_rollup", encoding: .utf8)) ?? ""
    let line = rollup.split(separator: "\n").first { $0.hasPrefix("Pss:") }
    let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return ProcessFigures(
      cpuMicroseconds: ticks * (1_000_000 / sysconf(Int32(_SC_CLK_TCK))),
      proportionalKilobytes: kilobytes)
  }
}
