import Protobuf
import Storage

/// Reads a message that the store holds; a damaged one is an error, never a trap.
func decode<Message: ProtobufMessage>(_ bytes: [UInt8]) throws(StorageError) -> Message {
  do throws(ProtobufError) {
    return try Message(protobufBytes: bytes)
  } catch {
    throw StorageError(.corrupt, "a stored \(Message.protobufName) cannot be read")
  }
}
