import Foundation

/// A server as a process of this machine.
enum ServerProcess {
  /// `POSIX_SPAWN_SETSID` of glibc, which the importer leaves out.
  private static let newSessionFlag: Int16 = 0x80

  /// Which processes a new one belongs to.
  enum Company {
    /// A session of its own, so that it outlives this command.
    case session
    /// A group of its own, which others may join.
    case leader
    /// The group with this number.
    case group(Int32)
  }

  /// Starts `service` with its output added to a log.
  ///
  /// - Returns: Its process number.
  static func start(
    _ service: String, arguments: [String], log: String, in company: Company = .session
  ) throws -> Int32 {
    let program = try path(of: "\(service)-server")
    let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard output >= 0 else {
      throw CommandFailure("the log \(log) cannot be written; check the disk and the folder")
    }
    defer { close(output) }
    return try spawn([program] + arguments, in: company, output: output)
  }

  /// Starts a program, without any other file that this command holds open.
  ///
  /// - Parameters:
  ///   - input: What it reads; nothing when absent.
  ///   - output: Where its output and its errors go; to those of this command when absent.
  static func spawn(
    _ words: [String], in company: Company, input: Int32? = nil, output: Int32? = nil
  ) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input {
      posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    } else {
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    }
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
      posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    }
    keepInheritedDescriptors()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    prepare(&attributes, company)
    var texts: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for text in texts { free(text) } }
    var process: pid_t = 0
    let status = posix_spawn(&process, words[0], &actions, &attributes, &texts, environ)
    guard status == 0 else {
      throw CommandFailure(
        "\(words[0]) cannot be started (error \(status)); build the suite first")
    }
    return process
  }

  private static func prepare(_ attributes: inout posix_spawnattr_t, _ company: Company) {
    let group: Int32
    switch company {
    case .session:
      posix_spawnattr_setflags(&attributes, ServerProcess.newSessionFlag)
      return
    case .leader: group = 0
    case .group(let number): group = number
    }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, group)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP) | Int16(POSIX_SPAWN_SETSIGMASK))
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
