/// Whether a task that waits, or is about to, has been cancelled; belongs to the event loop.
///
/// Each wait has its own, so that a cancellation that comes late touches no later wait.
final class CancellationMark: @unchecked Sendable {
  var isCancelled = false
}
