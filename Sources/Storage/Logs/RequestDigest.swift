import COpenSSL

/// The SHA-256 digest of a request, by which a repeated call is told from another one with its key.
package enum RequestDigest {
  /// The algorithm, looked up once: OpenSSL searches its providers anew for each use of `EVP_sha256()`.
  private static let algorithm = Algorithm()

  /// Unchecked, because OpenSSL never changes a fetched algorithm.
  private struct Algorithm: @unchecked Sendable {
    let pointer = EVP_MD_fetch(nil, "SHA256", nil)
  }

  /// The digest of `bytes`, 32 bytes long.
  ///
  /// - Throws: ``StorageError/Code/unavailable`` when the cryptographic library fails.
  package static func sha256(_ bytes: [UInt8]) throws(StorageError) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: AnswerLog.digestBytes)
    var size = UInt32(0)
    let isDone = EVP_Digest(bytes, bytes.count, &digest, &size, algorithm.pointer, nil)
    guard isDone == 1, Int(size) == digest.count else {
      throw StorageError(.unavailable, "the digest of a request could not be computed")
    }
    return digest
  }
}
