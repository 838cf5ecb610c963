import Foundation

/// Ends the processes of a private suite together with this command, however it ends.
///
/// A shell leads their process group and reads from a pipe that this command alone holds open. When
/// the pipe closes, also because this command was killed, the shell removes the suite's folder and
/// kills the group, itself included.
final class ProcessGuard: Sendable {
  /// The process group that the suite's processes join.
  let group: Int32
  private let pipeEnd: Int32

  /// Removes the folder that is the script's argument; once more when a process was still writing.
  private static let removal = #"rm -rf -- "$0" || { sleep 1; rm -rf -- "$0"; };"#

  /// Starts the guard.
  ///
  /// - Parameter folder: Removed at the end; nothing when it is to be kept.
  init(removing folder: String?) throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CommandFailure("the system gives no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    pipeEnd = ends[1]
    let script = "read -r line; \(folder == nil ? "" : ProcessGuard.removal) kill -9 0"
    do {
      group = try ServerProcess.spawn(
        ["/bin/sh", "-c", script] + (folder.map { [$0] } ?? []), in: .leader, input: ends[0])
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
