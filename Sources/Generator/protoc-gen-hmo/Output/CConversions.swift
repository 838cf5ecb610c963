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

      /// Initializes and fills a C struct whose parts live in the arena.
      func write(to c: UnsafeMutablePointer<CStruct>, _ arena: ProtobufArena)
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
      let arena = ProtobufArena.take()
      defer { arena.giveBack() }
      let c = arena.reserve(Message.CStruct.self)
      message.write(to: c, arena)
      let size = arena.packedSize(of: c)
      return try body(size) { arena.pack(c, size: size, into: $0) }
    }

    // C to Swift

    func readMessage<Message: CRepresentable>(
      _ c: UnsafeMutablePointer<Message.CStruct>?, _ reader: inout ProtobufReader
    ) -> Message? {
      guard let c else { return nil }
      return Message(c, &reader)
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

    // Swift to C

    func writeMessage<Message: CRepresentable>(
      _ message: Message?, _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<Message.CStruct>? {
      guard let message else { return nil }
      let c = arena.reserve(Message.CStruct.self)
      message.write(to: c, arena)
      return c
    }

    func writeMessages<Message: CRepresentable>(
      _ messages: [Message], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<UnsafeMutablePointer<Message.CStruct>?>? {
      guard !messages.isEmpty else { return nil }
      let structs = arena.reserve(Message.CStruct.self, count: messages.count)
      let elements = arena.reserve(
        UnsafeMutablePointer<Message.CStruct>?.self, count: messages.count)
      for index in messages.indices {
        messages[index].write(to: structs + index, arena)
        elements[index] = structs + index
      }
      return elements
    }

    func writeText(_ text: String, _ arena: ProtobufArena) -> ProtobufCBinaryData {
      let copy = arena.copy(text)
      return ProtobufCBinaryData(len: copy.count, data: copy.start)
    }

    func writeBytes(_ bytes: [UInt8], _ arena: ProtobufArena) -> ProtobufCBinaryData {
      let copy = arena.copy(bytes)
      return ProtobufCBinaryData(len: copy.count, data: copy.start)
    }

    func writeTexts(
      _ texts: [String], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
      guard !texts.isEmpty else { return nil }
      let elements = arena.reserve(ProtobufCBinaryData.self, count: texts.count)
      for index in texts.indices { elements[index] = writeText(texts[index], arena) }
      return elements
    }

    func writeByteArrays(
      _ arrays: [[UInt8]], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
      guard !arrays.isEmpty else { return nil }
      let elements = arena.reserve(ProtobufCBinaryData.self, count: arrays.count)
      for index in arrays.indices { elements[index] = writeBytes(arrays[index], arena) }
      return elements
    }

    func writeEncoded<Message: CRepresentable>(
      _ messages: [EncodedMessage<Message>], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
      guard !messages.isEmpty else { return nil }
      let elements = arena.reserve(ProtobufCBinaryData.self, count: messages.count)
      for index in messages.indices {
        elements[index] = writeBytes(messages[index].protobufBytes, arena)
      }
      return elements
    }

    func writeNumbers<Number: BitwiseCopyable>(
      _ numbers: [Number], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<Number>? {
      guard !numbers.isEmpty else { return nil }
      let elements = arena.reserve(Number.self, count: numbers.count)
      for index in numbers.indices { elements[index] = numbers[index] }
      return elements
    }

    func writeBooleans(
      _ values: [Bool], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<protobuf_c_boolean>? {
      guard !values.isEmpty else { return nil }
      let elements = arena.reserve(protobuf_c_boolean.self, count: values.count)
      for index in values.indices { elements[index] = values[index] ? 1 : 0 }
      return elements
    }

    func writeEnums<Enum: ProtobufEnum, CEnum: RawRepresentable<UInt32> & BitwiseCopyable>(
      _ values: [Enum], _ arena: ProtobufArena
    ) -> UnsafeMutablePointer<CEnum>? {
      guard !values.isEmpty else { return nil }
      let elements = arena.reserve(UInt32.self, count: values.count)
      for index in values.indices { elements[index] = UInt32(bitPattern: values[index].rawValue) }
      return UnsafeMutableRawPointer(elements).assumingMemoryBound(to: CEnum.self)
    }

    """
  }
}
