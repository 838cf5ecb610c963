import Protobuf
import Storage

/// The answer to a step that was performed, with the digest of its request.
struct StoredAnswer: Hashable, Sendable {
  /// The digest of the request.
  let digest: [UInt8]
  /// The encoded answer.
  let bytes: [UInt8]

  /// Keeps `answer`.
  init(digest: [UInt8], answer: some ProtobufMessage) {
    self.init(digest: digest, bytes: answer.protobufBytes())
  }

  /// Takes what is stored.
  init(digest: [UInt8], bytes: [UInt8]) {
    self.digest = digest
    self.bytes = bytes
  }

  /// The answer again, for a request with the same digest.
  ///
  /// - Throws: ``Refusal/keyReused`` for another request.
  func repeated<Answer: ProtobufMessage>(for digest: [UInt8]) throws -> Answer {
    guard digest == self.digest else { throw Refusal.keyReused }
    guard let answer = try? Answer(protobufBytes: bytes) else {
      throw StorageError(.corrupt, "a stored answer cannot be read")
    }
    return answer
  }
}
