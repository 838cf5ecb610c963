/// The Swift file, the same in every generated module, that moves values between C and Swift.
///
/// It is generated rather than imported so that the compiler specializes it in the module that uses
/// it, and so that no C type becomes part of a public interface.
enum CConversions {
  /// The whole text.
  static func text(cModule: String) -> String {
    """
    \(GeneratedFiles.mark)

    internal import \(cModule)
    internal import CProtobufC
    internal import Protobuf

    /// A message that has a C struct.
    protocol CRepresentable: ProtobufMessage {
      associatedtype CStruct

      /// The C descriptor.
      static var cType: UnsafePointer<ProtobufCMessageDescriptor> { get }

      /// Copies a C struct.
      init(_ c: UnsafePointer<CStruct>, _ reader: inout ProtobufReader)

      /// Writes the fields that are set, from the highest number to the lowest.
      func write(to writer: inout ProtobufWriter)
    }

    /// A message that holds nothing but a number; as a field, C keeps its bytes.
    protocol SingleNumber: ProtobufMessage {
      /// The number of the field.
      static var numberField: UInt32 { get }

      /// Makes the message of a number as it stands on the wire.
      init(varint: UInt64)
    }

    func decodeMessage<Message: CRepresentable>(
      _ bytes: UnsafeRawBufferPointer, _ limits: ProtobufLimits
    ) throws(ProtobufError) -> Message {
      let arena = ProtobufArena.take(bytesMax: limits.arenaBytesMax)
      defer { arena.giveBack() }
      let c = try arena.unpack(bytes, as: Message.cType, limits: limits)
      var reader = ProtobufReader()
      let message = Message(c.assumingMemoryBound(to: Message.CStruct.self), &reader)
      if let failure = reader.failure { throw failure }
      return message
    }

    func encodeMessage<Message: CRepresentable, Output>(
      _ message: Message,
      _ body: (_ size: Int, _ pack: (UnsafeMutableRawBufferPointer) -> Void) throws -> Output
    ) rethrows -> Output {
      try ProtobufWriter.encoding({ message.write(to: &$0) }) { bytes in
        try body(bytes.count) {
          precondition($0.count >= bytes.count, "the buffer holds the encoded message")
          $0.copyMemory(from: bytes)
        }
      }
    }

    // C to Swift

    func readMessage<Message: CRepresentable>(
      _ c: UnsafeMutablePointer<Message.CStruct>?, _ reader: inout ProtobufReader
    ) -> Message? {
      guard let c else { return nil }
      return Message(c, &reader)
    }

    func readSingleNumber<Message: SingleNumber>(
      _ elements: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int,
      _ reader: inout ProtobufReader, _ field: StaticString
    ) -> Message? {
      guard let elements, count > 0 else { return nil }
      let number = reader.singleNumber(
        elements[0].data, elements[0].len, Message.numberField, isTwice: count > 1, field)
      return Message(varint: number)
    }

    func readMessages<Message: CRepresentable>(
      _ elements: UnsafeMutablePointer<UnsafeMutablePointer<Message.CStruct>?>?, _ count: Int,
      _ reader: inout ProtobufReader
    ) -> [Message] {
      guard let elements, count > 0 else { return [] }
      var messages: [Message] = []
      messages.reserveCapacity(count)
      for index in 0..<count {
        if let c = elements[index] { messages.append(Message(c, &reader)) }
      }
      return messages
    }

    func readTexts(
      _ elements: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int,
      _ reader: inout ProtobufReader, _ field: StaticString
    ) -> [String] {
      guard let elements, count > 0 else { return [] }
      var texts: [String] = []
      texts.reserveCapacity(count)
      for index in 0..<count {
        texts.append(reader.text(elements[index].data, elements[index].len, field))
      }
      return texts
    }

    func readBytes(
      _ elements: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int,
      _ reader: ProtobufReader
    ) -> [[UInt8]] {
      guard let elements, count > 0 else { return [] }
      return (0..<count).map { reader.bytes(elements[$0].data, elements[$0].len) }
    }

    func readEncoded<Message: CRepresentable>(
      _ elements: UnsafeMutablePointer<ProtobufCBinaryData>?, _ count: Int,
      _ reader: ProtobufReader
    ) -> [EncodedMessage<Message>] {
      guard let elements, count > 0 else { return [] }
      return (0..<count).map {
        EncodedMessage(protobufBytes: reader.bytes(elements[$0].data, elements[$0].len))
      }
    }

    func readNumbers<Number: BitwiseCopyable>(
      _ elements: UnsafeMutablePointer<Number>?, _ count: Int
    ) -> [Number] {
      guard let elements, count > 0 else { return [] }
      return [Number](UnsafeBufferPointer(start: elements, count: count))
    }

    func readBooleans(
      _ elements: UnsafeMutablePointer<protobuf_c_boolean>?, _ count: Int
    ) -> [Bool] {
      guard let elements, count > 0 else { return [] }
      return (0..<count).map { elements[$0] != 0 }
    }

    func readEnums<CEnum: RawRepresentable<UInt32>, Enum: ProtobufEnum>(
      _ elements: UnsafeMutablePointer<CEnum>?, _ count: Int
    ) -> [Enum] {
      guard let elements, count > 0 else { return [] }
      return (0..<count).map { Enum(rawValue: Int32(bitPattern: elements[$0].rawValue)) }
    }

    // Swift to bytes

    extension ProtobufWriter {
      mutating func message(_ field: Int, _ message: some CRepresentable) {
        let before = count
        message.write(to: &self)
        endPart(field, after: before)
      }

      /// Each where it stands: an element of a list is copied when it is taken out of it.
      mutating func messages<Message: CRepresentable>(_ field: Int, _ messages: [Message]) {
        messages.withUnsafeBufferPointer { elements in
          guard let first = elements.baseAddress else { return }
          for index in elements.indices.reversed() {
            let before = count
            (first + index).pointee.write(to: &self)
            endPart(field, after: before)
          }
        }
      }

      mutating func encoded(_ field: Int, _ messages: [EncodedMessage<some CRepresentable>]) {
        for index in messages.indices.reversed() { bytes(field, messages[index].protobufBytes) }
      }

      mutating func texts(_ field: Int, _ texts: [String]) {
        for index in texts.indices.reversed() { text(field, texts[index]) }
      }

      mutating func byteArrays(_ field: Int, _ arrays: [[UInt8]]) {
        for index in arrays.indices.reversed() { bytes(field, arrays[index]) }
      }
    }
    """
  }
}
