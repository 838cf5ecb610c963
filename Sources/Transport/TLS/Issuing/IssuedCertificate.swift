/// A new certificate with its private key, both in PEM; nothing is written until asked.
public struct IssuedCertificate: Sendable {
  /// The certificate.
  public let certificatePEM: [UInt8]
  /// The private key, unencrypted.
  public let privateKeyPEM: [UInt8]
  /// The serial number in upper-case hexadecimal, as a deny-list names it.
  public let serialNumber: String

  /// Writes both files, each whole or not at all: the key with mode 0600, the certificate with 0644.
  ///
  /// - Throws: ``TLSError`` that names the file and what to do.
  public func write(certificatePath: String, privateKeyPath: String) throws(TLSError) {
    try AtomicFile.write(self.privateKeyPEM, to: privateKeyPath, mode: 0o600)
    try AtomicFile.write(self.certificatePEM, to: certificatePath, mode: 0o644)
  }
}

extension IssuedCertificate: CustomStringConvertible, CustomReflectable {
  /// The serial number; the key does not print.
  public var description: String { "certificate \(self.serialNumber)" }

  /// Nothing: dumping a value must not show its key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
