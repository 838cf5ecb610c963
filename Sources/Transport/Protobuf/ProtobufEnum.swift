/// A protobuf enumeration as an open Swift value: numbers that this build does not know are kept.
public protocol ProtobufEnum: RawRepresentable, Sendable, Hashable, CustomStringConvertible
where RawValue == Int32 {
  /// The full name, such as `hmo.type.v1.LineOfBusiness`.
  static var protobufName: String { get }

  /// The values this build knows, in the order of the interface.
  static var known: [Self] { get }

  /// The value's name in the interface, such as `LINE_OF_BUSINESS_MEDICAID`; nothing when unknown.
  var name: String? { get }

  /// Makes a value of a number, known or not.
  init(rawValue: Int32)
}

extension ProtobufEnum {
  /// The first value of the interface, which has the number 0.
  @inlinable
  public init() { self.init(rawValue: 0) }

  /// The value's name, or its number when this build does not know it.
  public var description: String { name ?? String(rawValue) }
}
