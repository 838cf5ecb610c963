import Foundation

/// What the kernel says about a process; zeros when it is gone.
struct ProcessFigures: Sendable {
  let residentBytes: Int
  let descriptors: Int

  init(of process: Int32) {
    let text = (try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    residentBytes = pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd")
    descriptors = names?.count ?? 0
  }
}
