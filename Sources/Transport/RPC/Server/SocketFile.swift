import NIOCore
import NIOPosix

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file behind a Unix socket.
enum SocketFile {
  /// Removes the file a dead server left; one that answers stays, and the bind will fail.
  ///
  /// - Throws: ``RPCError`` when something else than a socket stands there, or a server answers.
  static func removeStale(_ path: String, group: any EventLoopGroup) async throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else {
      throw RPCError(.failedPrecondition, "the path of the Unix socket is taken by another file")
    }
    let probe = ClientBootstrap(group: group).connectTimeout(.seconds(1))
    if let channel = try? await probe.connect(unixDomainSocketPath: path).get() {
      try? await channel.close().get()
      throw RPCError(.alreadyExists, "another server listens on the Unix socket")
    }
    remove(path)
  }

  static func remove(_ path: String) {
    unlink(path)
  }
}
