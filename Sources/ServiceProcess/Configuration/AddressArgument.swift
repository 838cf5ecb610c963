import ArgumentParser
package import RPC

/// An address as a command line or the environment gives it: `host:port`, `[::1]:port` or
/// `unix:/path`.
package struct AddressArgument: ExpressibleByArgument, Hashable, Sendable {
  /// The address.
  package let address: RPCAddress

  /// Reads an address, or gives nothing when the text is none.
  package init?(argument text: String) {
    if text.hasPrefix("unix:") {
      let path = String(text.dropFirst(5))
      guard !path.isEmpty else { return nil }
      address = .unix(path: path)
      return
    }
    guard let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...]),
      let host = Self.host(text[..<colon])
    else { return nil }
    address = .tcp(host: host, port: Int(port))
  }

  /// A colon in a host is allowed within brackets, where it belongs to an IPv6 address.
  private static func host(_ text: Substring) -> String? {
    let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
    let host = isBracketed ? text.dropFirst().dropLast() : text
    guard !host.isEmpty, isBracketed || !host.contains(":") else { return nil }
    return String(host)
  }
}
