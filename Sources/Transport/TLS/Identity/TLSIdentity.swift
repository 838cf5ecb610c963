/// Who a certificate speaks for: the one URI in it, `spiffe://hmo.internal/<kind>/<name>`.
///
/// The common name is never read. Two identities are equal when their URIs are equal byte for byte.
public struct TLSIdentity: Sendable, Hashable {
  /// What kind of party holds the certificate.
  ///
  /// Without a raw value, by whose letters each kind would be compared and hashed at every call.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// A process of the suite.
    case service
    /// A program that calls the suite.
    case client
    /// A person, whose roles are kept by the authorization service.
    case person

    /// The kind that a URI names so; `nil` for any other word.
    public init?(word: String) {
      guard let kind = Self.allCases.first(where: { $0.word == word }) else { return nil }
      self = kind
    }

    /// How a URI names the kind.
    public var word: String {
      switch self {
      case .service: "service"
      case .client: "client"
      case .person: "person"
      }
    }
  }

  /// The longest name, in bytes.
  public static let nameBytesMax = 64

  /// What kind of party this is.
  public let kind: Kind
  /// The name within the kind: 1 to 64 ASCII letters, digits, `.`, `_` or `-`.
  public let name: String

  /// The identity as it stands in a certificate.
  public var uri: String { Self.prefix + self.kind.word + "/" + self.name }

  private static let prefix = "spiffe://hmo.internal/"

  /// An identity from its parts; `nil` when the name is empty, too long, `.`, `..` or holds another
  /// character than those allowed.
  public init?(kind: Kind, name: String) {
    guard Self.isValid(name: name) else { return nil }
    self.kind = kind
    self.name = name
  }

  /// An identity from the URI of a certificate; `nil` unless it is exactly of our form: no other
  /// trust domain, no further path, no query, no escapes.
  public init?(uri: String) {
    guard uri.utf8.starts(with: Self.prefix.utf8) else { return nil }
    let path = uri.utf8.dropFirst(Self.prefix.utf8.count)
    guard let slash = path.firstIndex(of: UInt8(ascii: "/")) else { return nil }
    let kindText = String(path[..<slash])
    let name = String(path[path.index(after: slash)...])
    guard let kindText, let name, let kind = Kind(word: kindText) else { return nil }
    self.init(kind: kind, name: name)
  }

  private static func isValid(name: String) -> Bool {
    let bytes = name.utf8
    guard !bytes.isEmpty, bytes.count <= nameBytesMax, name != ".", name != ".." else {
      return false
    }
    return bytes.allSatisfy(isAllowed)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "-"):
      true
    default:
      false
    }
  }
}

extension TLSIdentity: CustomStringConvertible {
  /// The URI.
  public var description: String { self.uri }
}
