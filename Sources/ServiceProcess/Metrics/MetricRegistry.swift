package import Messages
import Synchronization

/// Everything that a process can count, gathered when somebody asks.
package final class MetricRegistry: Sendable {
  private let sources = Mutex<[MetricSource]>([])

  /// A registry without metrics.
  package init() {}

  /// Adds a source; its families come after those of earlier ones.
  package func add(_ source: @escaping MetricSource) {
    sources.withLock { $0.append(source) }
  }

  /// All metrics now.
  package func families() async -> [StatusV1.MetricFamily] {
    var families: [StatusV1.MetricFamily] = []
    for source in sources.withLock({ $0 }) { families += await source() }
    return families
  }
}
