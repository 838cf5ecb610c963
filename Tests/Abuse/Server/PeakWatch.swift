import Synchronization
import TestKit

/// Looks at a process ten times a second for as long as something goes on.
final class PeakWatch: Sendable {
  /// The highest that was seen.
  struct Peaks: Sendable {
    var residentBytes = 0
    var descriptors = 0
  }

  private let peaks = Mutex(Peaks())

  private func note(_ figures: ProcessFigures) {
    peaks.withLock { peaks in
      peaks.residentBytes = max(peaks.residentBytes, figures.residentBytes)
      peaks.descriptors = max(peaks.descriptors, figures.descriptors)
    }
  }

  private func watch(_ process: Int32) async {
    while !Task.isCancelled {
      note(ProcessFigures(of: process))
      try? await Task.sleep(for: .milliseconds(100))
    }
  }

  /// Runs `body` and says what the peaks were meanwhile.
  static func during<Value: Sendable>(
    _ process: Int32, _ body: () async throws -> Value
  ) async throws -> (Value, Peaks) {
    let watch = PeakWatch()
    let looking = Task { await watch.watch(process) }
    defer { looking.cancel() }
    let value = try await body()
    return (value, watch.peaks.withLock { $0 })
  }
}
