package import Logging

/// Logs one line of JSON an event to standard error: time, level, service, message, facts.
///
/// Messages are constants of the program; what varies stands in the metadata. No member data is
/// logged: a value that holds some is `Redacted` and prints so.
package struct JSONLogHandler: LogHandler {
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?
  package var logLevel: Logger.Level
  private let service: String
  private let write: @Sendable ([UInt8]) -> Void

  /// Makes a handler.
  ///
  /// - Parameter write: Receives each line whole; standard error when none is given.
  package init(
    service: String, level: Logger.Level,
    write: @escaping @Sendable ([UInt8]) -> Void = StandardError.write
  ) {
    self.service = service
    self.logLevel = level
    self.write = write
  }

  package subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var facts = metadata
    if let metadataProvider { facts.merge(metadataProvider.get()) { $1 } }
    let line = LogLine(time: .now, service: service, event: event, metadata: facts)
    write(line.bytes)
  }
}
