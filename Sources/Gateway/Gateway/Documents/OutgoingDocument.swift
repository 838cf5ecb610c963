import Messages

/// A finished piece of X12 that goes out.
struct OutgoingDocument: Hashable, Sendable {
  /// Its name, unique among the answers to an interchange and fit for a file.
  let name: String
  let type: ClaimV1.DocumentType
  let bytes: [UInt8]
}
