@preconcurrency import Dispatch

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Turns SIGTERM and SIGINT into a request to end, and a second one into an end at once.
final class ProcessSignals: Sendable {
  /// The status of a process that was told twice.
  static let secondSignalStatus: Int32 = 130

  private let sources: [any DispatchSourceSignal]
  /// Has one element when the process is to end.
  let requests: AsyncStream<Void>

  /// Takes over the signals of the process.
  init() {
    let (requests, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.requests = requests
    let queue = DispatchQueue(label: "hmo.signals")
    let count = SignalCount()
    sources = [SIGTERM, SIGINT].map { number in
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        guard count.isFirst() else { _exit(Self.secondSignalStatus) }
        continuation.yield()
      }
      return source
    }
    ignore()
    for source in sources { source.activate() }
  }

  private func ignore() {
    // A peer or a log reader that goes away must not end the process.
    signal(SIGPIPE, SIG_IGN)
    #if canImport(Darwin)
      signal(SIGTERM, SIG_IGN)
      signal(SIGINT, SIG_IGN)
    #endif
  }
}
