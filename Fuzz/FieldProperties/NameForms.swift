import Properties
import TLS

/// The names in certificates, and the numbers that a list of revoked ones has.
enum NameForms {
  static func identity(_ bytes: [UInt8]) throws(BrokenProperty) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let identity = TLSIdentity(uri: text) {
      try BrokenProperty.require(identity.uri == text, "a name is written as it was read")
      try BrokenProperty.require(
        TLSIdentity(kind: identity.kind, name: identity.name) == identity,
        "a name is the one of its parts")
    }
    guard let serial = TLSSerialNumber(text) else { return }
    try BrokenProperty.require(
      TLSSerialNumber(serial.description) == serial, "a serial number comes back")
  }
}
