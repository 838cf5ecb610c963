import Foundation
import NIOCore
import NIOPosix
import TestKit

/// Starts processes on a core of their own.
///
/// They are started from one thread, whose priority nobody lowers, and end with it.
struct Launcher: Sendable {
  /// Where the attackers and the healthy caller run; the server has the other.
  static let attackCore = 1
  private static let serverCore = 0

  /// A folder of this run, for logs and stores.
  let folder: String
  private let loop: any EventLoop

  init(folder: String) {
    self.folder = folder
    loop = MultiThreadedEventLoopGroup(numberOfThreads: 1).next()
  }

  /// Starts a server.
  func server(_ words: [String], log: String) async throws -> ChildProcess {
    try await start(Self.pinned(Self.serverCore) + words, log: log)
  }

  /// Starts a caller beside the attackers; where the system lets us, it goes before them.
  func caller(_ words: [String], log: String) async throws -> ChildProcess {
    let first = ["/usr/bin/nice", "-n", "-15"]
    return try await start(Self.pinned(Self.attackCore) + first + words, log: log)
  }

  private func start(_ words: [String], log: String) async throws -> ChildProcess {
    let words = ["/usr/bin/setpriv", "--pdeathsig", "KILL"] + words
    let command = ChildProcess.Command(
      program: words[0], arguments: Array(words.dropFirst()), logPath: log)
    return try await loop.submit { try ChildProcess(command) }.get()
  }

  private static func pinned(_ core: Int) -> [String] {
    ProcessInfo.processInfo.processorCount > 1 || isPinned
      ? ["/usr/bin/taskset", "-c", String(core)] : []
  }

  /// Whether this process itself was started on one core of several.
  private static let isPinned =
    ProcessInfo.processInfo.environment["HMO_ABUSE_PINNED"] == "1"
}
