import Foundation

/// Ends the processes of a suite when the tests end, also when the tests themselves are killed.
///
/// A shell leads their process group and reads from a pipe that only the tests hold open. When the
/// pipe closes, it kills the group, stopped processes included.
final class OrphanGuard: Sendable {
  /// The process group that the suite's processes join.
  let group: Int32
  private let pipeEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TestSuiteError("no pipe can be made") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    pipeEnd = ends[1]
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO)
    do {
      group = try ChildProcess.spawn(
        ["/bin/sh", "-c", "read -r line; kill -9 0"], &actions, group: nil)
    } catch {
      close(ends[1])
      throw error
    }
  }

  deinit {
    close(pipeEnd)
    var status: Int32 = 0
    while waitpid(group, &status, 0) == -1, errno == EINTR {}
  }
}
