import Foundation

/// What the kernel says about a process.
struct ProcessFigures {
  /// CPU used so far by all threads, in nanoseconds.
  let cpuNanoseconds: Int
  /// Resident memory, in KiB.
  let residentKilobytes: Int

  /// Reads the figures of a process; zeros when it is gone.
  static func read(_ process: Int32) -> ProcessFigures {
    let folder = "/proc/\(process)"
    let threads = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/task")) ?? []
    let cpu = threads.reduce(0) { sum, thread in
      let text = contents("\(folder)/task/\(thread)/schedstat")
      return sum + (text.split(separator: " ").first.flatMap { Int($0) } ?? 0)
    }
    let line = contents("\(folder)/status").split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    let resident = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? 0
    return ProcessFigures(cpuNanoseconds: cpu, residentKilobytes: resident)
  }

  private static func contents(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }
}
