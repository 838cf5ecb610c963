import Synchronization

/// The serial numbers of certificates that were taken back before their end.
///
/// Shared by everything that verifies peers; asked in every handshake and before every call. It only
/// grows: what was denied once stays denied for the life of the process, so that a list that is read
/// while somebody writes it can never let a denied peer in again.
public final class TLSDenyList: Sendable {
  private let serials: Mutex<Set<String>>
  /// Spares the lock on the way of every call while nothing is denied.
  private let isEmpty: Atomic<Bool>

  /// A list with these serial numbers.
  public init(_ serials: some Sequence<TLSSerialNumber> = []) {
    let texts = Set(serials.map(\.description))
    self.serials = Mutex(texts)
    self.isEmpty = Atomic(texts.isEmpty)
  }

  /// How many serial numbers are denied.
  public var count: Int { self.serials.withLock { $0.count } }

  /// Whether the certificate with this number, as the TLS layer prints it, was taken back.
  public func contains(_ serialNumber: String) -> Bool {
    guard !self.isEmpty.load(ordering: .acquiring) else { return false }
    return self.serials.withLock { $0.contains(serialNumber) }
  }

  /// Adds serial numbers; those that are there already are not counted.
  ///
  /// - Returns: How many are new.
  @discardableResult
  public func add(_ added: some Sequence<TLSSerialNumber>) -> Int {
    self.serials.withLock { serials in
      let before = serials.count
      for serial in added { serials.insert(serial.description) }
      if !serials.isEmpty { self.isEmpty.store(false, ordering: .releasing) }
      return serials.count - before
    }
  }
}
