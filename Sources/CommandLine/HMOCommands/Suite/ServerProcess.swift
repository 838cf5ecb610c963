import Foundation

/// A server as a process of this machine.
enum ServerProcess {
  /// `POSIX_SPAWN_SETSID` of glibc, which the importer leaves out.
  private static let newSessionFlag: Int16 = 0x80

  /// Starts `service` in a session of its own, so that it outlives this command.
  ///
  /// - Returns: Its process number.
  static func start(
    _ service: String, arguments: [String], log: String
  ) throws -> Int32 {
    let program = try path(of: "\(service)-server")
    let output = open(log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    guard output >= 0 else {
      throw CommandFailure("the log \(log) cannot be written; check the disk and the folder")
    }
    defer { close(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    keepInheritedDescriptors()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, ServerProcess.newSessionFlag)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, program, &actions, &attributes, &words, environ)
    guard status == 0 else {
      throw CommandFailure("\(program) cannot be started (error \(status)); build the suite first")
    }
    return process
  }

  /// Keeps what this command inherited from the servers: a pipe of whoever started it must not stay
  /// open for as long as they run.
  private static func keepInheritedDescriptors() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd")) ?? []
    for number in names.compactMap(Int32.init) where number > STDERR_FILENO {
      _ = fcntl(number, F_SETFD, FD_CLOEXEC)
    }
  }

  /// Whether process `number` runs and is the program `name`, not another with its number.
  ///
  /// A process that was started a moment ago has no command line yet; it counts as running.
  static func isRunning(_ number: Int32, named name: String) -> Bool {
    guard kill(number, 0) == 0,
      let command = FileManager.default.contents(atPath: "/proc/\(number)/cmdline"),
      let stat = FileManager.default.contents(atPath: "/proc/\(number)/stat")
    else { return false }
    let state = String(decoding: stat, as: UTF8.self).split(separator: ")").last?.dropFirst().first
    guard state != "Z" else { return false }
    guard let program = command.split(separator: 0).first else { return true }
    return String(decoding: program, as: UTF8.self).hasSuffix(name)
  }

  /// Sends a signal.
  static func send(_ signal: Int32, to number: Int32) {
    kill(number, signal)
  }

  /// The path of a server, beside this program or in `HMO_BINARIES`.
  private static func path(of name: String) throws -> String {
    let folder =
      ProcessInfo.processInfo.environment["HMO_BINARIES"]
      ?? URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().path
    let path = "\(folder)/\(name)"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw CommandFailure("\(path) is not there; build the suite first: swift build -c release")
    }
    return path
  }
}
