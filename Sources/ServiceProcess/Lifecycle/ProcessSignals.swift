@preconcurrency import Dispatch

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Turns SIGTERM and SIGINT into a request to end, a second one into an end at once, and SIGHUP into
/// a request to read certificates again.
final class ProcessSignals: Sendable {
  /// The status of a process that was told twice.
  static let secondSignalStatus: Int32 = 130

  private let sources: [any DispatchSourceSignal]
  /// Has one element when the process is to end.
  let requests: AsyncStream<Void>
  /// Has an element when certificates are to be read again; several at once count as one.
  let reloads: AsyncStream<Void>

  /// Takes over the signals of the process.
  init() {
    let (requests, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.requests = requests
    let (reloads, reload) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.reloads = reloads
    let queue = DispatchQueue(label: "hmo.signals")
    let count = SignalCount()
    let hangup = DispatchSource.makeSignalSource(signal: SIGHUP, queue: queue)
    hangup.setEventHandler { reload.yield() }
    sources =
      [hangup]
      + [SIGTERM, SIGINT].map { number in
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
      signal(SIGHUP, SIG_IGN)
      signal(SIGTERM, SIG_IGN)
      signal(SIGINT, SIG_IGN)
    #endif
  }
}
