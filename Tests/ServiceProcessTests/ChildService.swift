import Foundation
import ServiceProcess
import Synchronization
import Testing

/// A process that runs ``ServiceMain``: this test program again, told by its environment.
final class ChildService: Sendable {
  static let variable = "HMO_SERVICE_TEST_CHILD"

  private let process = Process()
  private let lines: AsyncStream<String>
  private let seen = Mutex<[String]>([])

  /// Starts the child with those options of a server.
  init(_ options: [String]) throws {
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = Self.arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      [Self.variable: options.joined(separator: "\n")]) { $1 }
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    let (lines, continuation) = AsyncStream.makeStream(of: String.self)
    self.lines = lines
    try process.run()
    Thread.detachNewThread {
      var rest = Data()
      while case let part = errors.fileHandleForReading.availableData, !part.isEmpty {
        rest.append(part)
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
          continuation.yield(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
          rest = rest[rest.index(after: end)...]
        }
      }
      continuation.finish()
    }
  }

  /// Everything on standard error so far.
  var output: [String] { seen.withLock { $0 } }

  /// Returns once the child has logged `message`; false when it ended without.
  func waits(for message: String) async -> Bool {
    for await line in lines {
      seen.withLock { $0.append(line) }
      if line.contains("\"message\":\"\(message)\"") { return true }
    }
    return false
  }

  /// Sends a signal.
  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Its exit status, once it has ended.
  func status() async -> Int32 {
    _ = await waits(for: "")
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// The way in which this process was started, narrowed to the child's part.
  private static var arguments: [String] {
    var arguments = Array(CommandLine.arguments.dropFirst())
    while let place = arguments.firstIndex(of: "--filter"), place + 1 < arguments.count {
      arguments.removeSubrange(place...(place + 1))
    }
    return arguments + ["--filter", "runsAsAChild"]
  }
}
