import Foundation
import Synchronization

/// A program started by a test, with its output in a file.
package final class ChildProcess: Sendable {
  /// What to start.
  package struct Command: Sendable {
    /// The path of the program.
    package var program: String
    /// Its arguments.
    package var arguments: [String]
    /// The file that its output is added to.
    package var logPath: String
    /// The process group that it joins, so that it ends with the tests; its own when absent.
    package var group: Int32?
    /// The file that its errors are added to; its output's when absent.
    package var errorsPath: String?
    /// The file that it reads.
    package var inputPath = "/dev/null"
    /// What is added to the environment of the tests.
    package var environment: [String: String] = [:]
    /// Whether it inherits the files and sockets that other tests hold open in this process; they
    /// would then stay open for as long as it runs.
    package var inheritsFiles = false

    /// Names a program to start.
    package init(
      program: String, arguments: [String], logPath: String, group: Int32? = nil
    ) {
      self.program = program
      self.arguments = arguments
      self.logPath = logPath
      self.group = group
    }
  }

  /// Its process number.
  package let number: Int32

  /// The status that the system reported at its end; nothing while it runs.
  private let endStatus = Mutex<Int32?>(nil)

  /// Starts a program, with no signal blocked.
  package init(_ command: Command) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, command.inputPath, O_RDONLY, 0)
    let flags = O_WRONLY | O_CREAT | O_APPEND
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, command.logPath, flags, 0o600)
    if let errorsPath = command.errorsPath {
      posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errorsPath, flags, 0o600)
    } else {
      posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    }
    if !command.inheritsFiles { Self.closeFiles(&actions) }
    number = try Self.spawn(
      [command.program] + command.arguments, &actions, group: command.group,
      environment: command.environment)
  }

  private static func closeFiles(_ actions: inout posix_spawn_file_actions_t) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? []
    for number in names.compactMap(Int32.init) where number > STDERR_FILENO {
      posix_spawn_file_actions_addclose(&actions, number)
    }
  }

  /// Starts a program with the given actions on its files.
  static func spawn(
    _ words: [String], _ actions: inout posix_spawn_file_actions_t, group: Int32?,
    environment: [String: String] = [:]
  ) throws -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, group ?? 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
    let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var number: Int32 = 0
    let status = posix_spawn(&number, words[0], &actions, &attributes, &arguments, &variables)
    guard status == 0 else {
      throw TestSuiteError("\(words[0]) cannot be started (error \(status))")
    }
    return number
  }

  /// Sends a signal, unless the process has ended.
  package func send(_ signal: Int32) {
    endStatus.withLock { status in
      if status == nil { kill(number, signal) }
    }
  }

  /// Whether it still runs.
  package var isRunning: Bool { status == nil }

  /// The status that the system reported at its end; nothing while it runs.
  package var status: Int32? {
    endStatus.withLock { status in
      if status == nil {
        var reported: Int32 = 0
        if waitpid(number, &reported, WNOHANG) == number { status = reported }
      }
      return status
    }
  }

  /// Waits until it has ended.
  ///
  /// - Returns: Its exit code, or the negated number of the signal that ended it.
  /// - Throws: ``TestSuiteError`` when it does not end within the longest wait.
  @discardableResult
  package func ended() async throws -> Int32 {
    let status = try await awaited("process \(number) ends", poll: .milliseconds(2)) {
      self.status
    }
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  /// Ends it at once and waits until the system has let go of it.
  package func destroy() {
    endStatus.withLock { status in
      guard status == nil else { return }
      kill(number, SIGKILL)
      var reported: Int32 = 0
      while waitpid(number, &reported, 0) == -1, errno == EINTR {}
      status = reported
    }
  }
}
