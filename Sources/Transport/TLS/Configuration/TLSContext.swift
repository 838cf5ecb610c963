import Synchronization

/// Everything the connections of one side share: certificate, key, trusted authorities and rules.
///
/// Made once per listener or target and shared by all event loops. ``reload()`` replaces the files'
/// contents for connections made afterwards.
public final class TLSContext: Sendable {
  /// Where the files are and which side this is.
  public let configuration: TLSConfiguration

  private let check: OwnCertificateCheck
  private let loaded: Mutex<LoadedContext>

  /// Reads and checks the files.
  ///
  /// - Throws: ``TLSError`` that names the file and says what to do: missing, unreadable, a key open
  ///   to others than its owner or of another certificate, a certificate that peers would refuse.
  public convenience init(_ configuration: TLSConfiguration) throws(TLSError) {
    try self.init(configuration, check: .strict)
  }

  /// Reads the files and looks at our own certificate as `check` says.
  package init(_ configuration: TLSConfiguration, check: OwnCertificateCheck) throws(TLSError) {
    self.configuration = configuration
    self.check = check
    self.loaded = Mutex(try LoadedContext(configuration, check: check))
  }

  /// What our present certificate says; `nil` only when it was taken unchecked.
  public var certificate: TLSCertificateSummary? {
    self.loaded.withLock { $0.certificate }
  }

  /// Reads the files again, for connections made from now on; those that are open keep what they
  /// were made with.
  ///
  /// - Throws: ``TLSError`` as the initializer does; then everything stays as it was.
  public func reload() throws(TLSError) {
    let fresh = try LoadedContext(self.configuration, check: self.check)
    self.loaded.withLock { $0 = fresh }
  }

  /// What a new connection is made from.
  var current: LoadedContext { self.loaded.withLock { $0 } }
}
