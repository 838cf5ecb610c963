import NIOCore
import NIOPosix

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What an event loop waits on, as the system tells it: SwiftNIO keeps the descriptor to itself.
enum EventQueue {
  /// The descriptor of the queue, or nil where the system does not tell.
  ///
  /// A pipe is registered with the loop for a moment, and the queue is the one that watches it.
  static func descriptor(of eventLoop: any EventLoop) async -> CInt? {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    let (input, output) = (ends[0], ends[1])
    defer { close(output) }
    let channel: any Channel
    do {
      channel = try await NIOPipeBootstrap(group: eventLoop)
        .takingOwnershipOfDescriptor(input: input).get()
    } catch {
      close(input)
      return nil
    }
    let found = SystemFile.openDescriptors()?.first { isWatched(input, by: $0) }
    try? await channel.close()
    return found
  }

  /// Whether the descriptor is a queue with a line `tfd: NUMBER ...` for the other one.
  private static func isWatched(_ descriptor: CInt, by queue: CInt) -> Bool {
    guard let lines = SystemFile.lines(of: "/proc/self/fdinfo/\(queue)") else { return false }
    return lines.contains { line in
      let words = line.split(separator: " ")
      return words.count > 1 && words[0] == "tfd:" && CInt(words[1]) == descriptor
    }
  }
}
