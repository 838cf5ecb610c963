package import Messages

/// Everything that the gateway said about a file.
package struct FileOutcome: Sendable {
  /// The claims that were stored, now or before.
  package private(set) var claims: [ClaimV1.FileClaim] = []
  /// The claims that were refused.
  package private(set) var refusals: [ClaimV1.FileRefusal] = []
  /// What is wrong with the file or its sets.
  package private(set) var faults: [ClaimV1.FileFault] = []
  /// The acknowledgements and answers, put together from their parts.
  package private(set) var documents: [Document] = []
  /// How the file ended; absent when the gateway did not say.
  package private(set) var summary: ClaimV1.FileSummary?

  /// Nothing was said yet.
  package init() {}

  /// Takes note of one event.
  package mutating func add(_ response: ClaimV1.SubmitFileResponse) {
    switch response.event {
    case .claim(let claim): claims.append(claim)
    case .refusal(let refusal): refusals.append(refusal)
    case .fault(let fault): faults.append(fault)
    case .summary(let end): summary = end
    case .document(let part): add(part)
    case nil: break
    }
  }

  private mutating func add(_ part: ClaimV1.DocumentPart) {
    if documents.last?.name != part.name {
      documents.append(Document(name: part.name, type: part.type, bytes: []))
    }
    documents[documents.count - 1].bytes += part.bytes
  }

  /// An acknowledgement or answer.
  package struct Document: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// What it is.
    package let type: ClaimV1.DocumentType
    /// The whole of it.
    package fileprivate(set) var bytes: [UInt8]
  }
}
