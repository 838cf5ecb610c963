/// One enumeration.
public struct EnumDescriptor: Sendable, Hashable {
  /// One named number.
  public struct Value: Sendable, Hashable {
    /// The name in the interface.
    public let name: String
    /// The number on the wire.
    public let number: Int32
  }

  /// The full name, such as `hmo.type.v1.LineOfBusiness`.
  public let fullName: String

  /// The values in the order of the interface.
  public let values: [Value]

  /// The name of a number, if it has one.
  public func name(of number: Int32) -> String? {
    values.first { $0.number == number }?.name
  }

  /// The number behind a name, if it is known.
  public func number(of name: String) -> Int32? {
    values.first { $0.name == name }?.number
  }
}
