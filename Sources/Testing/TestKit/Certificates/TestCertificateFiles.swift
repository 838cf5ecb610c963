/// Where the files of one test certificate are.
package struct TestCertificateFiles: Sendable, Hashable {
  /// The certificate.
  package let certificatePath: String
  /// Its private key.
  package let privateKeyPath: String
  /// Its serial number in upper-case hexadecimal.
  package let serialNumber: String

  /// Names files that exist already.
  package init(certificatePath: String, privateKeyPath: String, serialNumber: String) {
    self.certificatePath = certificatePath
    self.privateKeyPath = privateKeyPath
    self.serialNumber = serialNumber
  }
}
