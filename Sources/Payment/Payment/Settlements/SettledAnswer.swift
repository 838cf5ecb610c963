import Protobuf
import Storage

/// Reads the stored answers of settlements.
enum SettledAnswer {
  /// Reads a stored answer.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` when the bytes are none.
  static func read<Answer: ProtobufMessage>(_ bytes: [UInt8]) throws(StorageError) -> Answer {
    do throws(ProtobufError) {
      return try Answer(protobufBytes: bytes)
    } catch {
      throw StorageError(.corrupt, "a stored answer is not that of a settlement")
    }
  }
}
