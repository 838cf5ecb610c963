/// One proto file.
public struct FileDescriptor: Sendable, Hashable {
  /// The path below the root of the interface, such as `hmo/type/v1/values.proto`.
  public let path: String

  /// The package.
  public let package: String

  /// The paths of the files it imports.
  public let dependencies: [String]

  /// The encoded `google.protobuf.FileDescriptorProto`.
  public let bytes: [UInt8]
}
