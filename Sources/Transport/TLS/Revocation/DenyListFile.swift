/// A deny-list as a text file: one serial number a line; what follows a `#` is for people.
///
/// A file with a line that is no serial number is refused whole: a list of which a part was
/// understood would let somebody in.
package struct DenyListFile: Sendable, Hashable {
  /// The most bytes of a file.
  package static let bytesMax = 4 * 1024 * 1024

  /// Where it is.
  package let path: String

  /// Names a file; nothing is read.
  package init(path: String) {
    self.path = path
  }

  /// Reads the list; an empty file denies nobody.
  ///
  /// - Throws: ``TLSError`` that names the file and, for a wrong line, its number.
  package func read() throws(TLSError) -> [TLSSerialNumber] {
    try self.serials(
      of: CredentialFile.readList(self.path, whatFor: "deny-list", bytesMax: Self.bytesMax))
  }

  /// Adds serial numbers that are not in the file yet; the file is made when there is none.
  ///
  /// A reader sees the old list or the new, never a part. Several that add at once wait for each
  /// other.
  ///
  /// - Parameter note: One line for people, such as why; may be empty.
  /// - Returns: How many were added.
  /// - Throws: ``TLSError`` when the file holds something else or cannot be written.
  package func add(_ serials: [TLSSerialNumber], note: String) throws(TLSError) -> Int {
    let lock = try FileLock(path: self.path + ".lock")
    defer { withExtendedLifetime(lock) {} }
    var bytes =
      try CredentialFile.exists(self.path)
      ? CredentialFile.readList(self.path, whatFor: "deny-list", bytesMax: Self.bytesMax) : []
    var known = Set(try self.serials(of: bytes))
    let added = serials.filter { known.insert($0).inserted }
    guard !added.isEmpty else { return 0 }
    if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
    for serial in added { bytes += "\(serial)\(Self.comment(note))\n".utf8 }
    guard bytes.count <= Self.bytesMax else {
      throw TLSError(
        .limitExceeded,
        "The deny-list \(self.path) would be larger than \(Self.bytesMax) bytes; "
          + "make a new authority instead")
    }
    try AtomicFile.write(bytes, to: self.path, mode: 0o644)
    return added.count
  }

  private func serials(of bytes: [UInt8]) throws(TLSError) -> [TLSSerialNumber] {
    var serials: [TLSSerialNumber] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let words = line.prefix { $0 != UInt8(ascii: "#") }.split(whereSeparator: Self.isBlank)
      guard let word = words.first else { continue }
      guard words.count == 1, let text = String(validating: word, as: UTF8.self),
        let serial = TLSSerialNumber(text)
      else {
        throw TLSError(
          .denyListUnusable,
          "Line \(index + 1) of the deny-list \(self.path) is no serial number; write one a line, "
            + "as hmo certs list prints it, and comments after #")
      }
      serials.append(serial)
    }
    return serials
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }

  /// A comment of one line, without what could end it.
  private static func comment(_ note: String) -> String {
    let text = String(
      note.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200))
    return text.isEmpty ? "" : "  # \(text)"
  }
}
