package import Domain
package import Messages

extension TypeV1.Instant {
  /// The moment as a message.
  package init(_ instant: Instant) {
    self.init()
    microseconds = instant.microseconds
  }
}
