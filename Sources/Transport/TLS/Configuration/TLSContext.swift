import NIOCore
import Synchronization

/// Everything the connections of one side share: certificate, key, trusted authorities and rules.
///
/// Made once per listener or target and shared by all event loops. ``reload()`` replaces the files'
/// contents for connections made afterwards.
public final class TLSContext: Sendable {
  /// Where the files are and which side this is.
  public let configuration: TLSConfiguration

  private let check: OwnCertificateCheck
  private let denyList: TLSDenyList?
  private let clock: TLSClock
  private let loaded: Mutex<LoadedContext>
  private let turns = Mutex<[ObjectIdentifier: ConnectionTurns]>([:])

  /// Reads and checks the files.
  ///
  /// - Parameter denyList: Whose certificates were taken back; asked in each handshake.
  /// - Throws: ``TLSError`` that names the file and says what to do: missing, unreadable, a key open
  ///   to others than its owner or of another certificate, a certificate that peers would refuse.
  public convenience init(
    _ configuration: TLSConfiguration, denyList: TLSDenyList? = nil
  ) throws(TLSError) {
    try self.init(configuration, check: .strict, denyList: denyList)
  }

  /// Reads the files, looks at our own certificate as `check` says, and judges certificates by
  /// `clock`.
  package init(
    _ configuration: TLSConfiguration, check: OwnCertificateCheck, denyList: TLSDenyList? = nil,
    clock: TLSClock = .system
  ) throws(TLSError) {
    self.configuration = configuration
    self.check = check
    self.denyList = denyList
    self.clock = clock
    self.loaded = Mutex(
      try LoadedContext(configuration, check: check, denyList: denyList, clock: clock))
  }

  /// What our present certificate says; `nil` only when it was taken unchecked.
  public var certificate: TLSCertificateSummary? {
    self.loaded.withLock { $0.certificate }
  }

  /// Reads the files again, as one set, for connections made from now on; those that are open keep
  /// what they were made with.
  ///
  /// - Throws: ``TLSError`` as the initializer does, or when the new certificate speaks for somebody
  ///   else; then everything stays as it was.
  public func reload() throws(TLSError) {
    try self.prepareReload().commit()
  }

  /// Contents of files that were read and found to hold, not yet in use.
  package struct PreparedReload: Sendable {
    private let context: TLSContext
    private let fresh: LoadedContext

    fileprivate init(context: TLSContext, fresh: LoadedContext) {
      self.context = context
      self.fresh = fresh
    }

    /// Connections made from now on use them.
    package func commit() {
      self.context.loaded.withLock { $0 = self.fresh }
    }
  }

  /// Does the first half of ``reload()``, which can fail, so that several contexts can be renewed
  /// together or not at all.
  package func prepareReload() throws(TLSError) -> PreparedReload {
    let fresh = try LoadedContext(
      self.configuration, check: self.check, denyList: self.denyList, clock: self.clock)
    guard fresh.certificate?.identity == self.certificate?.identity else {
      throw TLSError(
        .certificateUnusable,
        "The certificate in \(self.configuration.certificateChainPath) speaks for another identity "
          + "than before; put back one of the same, or restart with the files that are meant")
    }
    return PreparedReload(context: self, fresh: fresh)
  }

  /// How the beginnings and ends of connections on a loop take turns; the same for all connections of the loop.
  func turns(on eventLoop: any EventLoop) -> ConnectionTurns {
    self.turns.withLock { known in
      if let turns = known[ObjectIdentifier(eventLoop)] { return turns }
      let turns = ConnectionTurns(on: eventLoop)
      known[ObjectIdentifier(eventLoop)] = turns
      return turns
    }
  }

  /// What a new connection is made from.
  var current: LoadedContext { self.loaded.withLock { $0 } }
}
