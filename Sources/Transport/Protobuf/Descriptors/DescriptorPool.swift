/// What an interface consists of, read from its descriptors.
///
/// Server reflection, JSON and calls by name use it: they need names, types and streaming kinds
/// that the C descriptors do not have.
public struct DescriptorPool: Sendable {
  /// The files, in the order in which they were added: imports before the files that use them.
  public private(set) var files: [FileDescriptor] = []

  /// The services of all files, in their order.
  public private(set) var services: [ServiceDescriptor] = []

  private var messages: [String: MessageDescriptor] = [:]
  private var enums: [String: EnumDescriptor] = [:]
  private var fileBySymbol: [String: Int] = [:]

  /// Makes a pool without files.
  public init() {}

  /// Makes a pool of the files that a generated module embeds, one encoded `FileDescriptorProto`
  /// each in Base64. A file that cannot be read is left out.
  public init(base64Files: [StaticString]) {
    for file in base64Files {
      guard let bytes = Base64.decode("\(file)") else { continue }
      try? add(file: bytes)
    }
  }

  /// Adds an encoded `FileDescriptorProto`.
  ///
  /// - Throws: ``ProtobufError`` with `malformed`; the pool is then as before.
  public mutating func add(file bytes: [UInt8]) throws(ProtobufError) {
    let contents = try DescriptorReader.read(bytes)
    let index = files.count
    files.append(contents.file)
    for message in contents.messages { messages[message.fullName] = message }
    for each in contents.enums { enums[each.fullName] = each }
    services += contents.services
    for symbol in contents.symbols { fileBySymbol[symbol] = index }
  }

  /// Adds every file of another pool that is not here yet.
  public mutating func add(_ other: DescriptorPool) {
    for file in other.files where self.file(path: file.path) == nil {
      try? add(file: file.bytes)
    }
  }

  /// The message type with a full name.
  public func message(named name: String) -> MessageDescriptor? { messages[name] }

  /// The enumeration with a full name.
  public func enumeration(named name: String) -> EnumDescriptor? { enums[name] }

  /// The service with a full name.
  public func service(named name: String) -> ServiceDescriptor? {
    services.first { $0.fullName == name }
  }

  /// The method with a path such as `/hmo.payment.v1.PaymentService/AdjudicateClaim`; the first
  /// stroke may be missing.
  public func method(path: String) -> MethodDescriptor? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count == 2, let service = service(named: String(parts[0])) else { return nil }
    return service.methods.first { $0.name == parts[1] }
  }

  /// The file at a path.
  public func file(path: String) -> FileDescriptor? {
    files.first { $0.path == path }
  }

  /// The file that declares a service, method, message, field, enum or value.
  public func file(containing symbol: String) -> FileDescriptor? {
    fileBySymbol[symbol].map { files[$0] }
  }

  /// The full names of all message types, sorted.
  public var messageNames: [String] { messages.keys.sorted() }
}
