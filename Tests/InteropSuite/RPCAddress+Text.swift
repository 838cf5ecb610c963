package import RPC

extension RPCAddress {
  /// The address of `host:port` or `unix:/path`; nothing for any other text.
  package init?(interopText text: String) {
    let unixPrefix = "unix:"
    if text.hasPrefix(unixPrefix) {
      self = .unix(path: String(text.dropFirst(unixPrefix.count)))
      return
    }
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...])
    else { return nil }
    self = .tcp(host: String(text[..<colon]), port: Int(port))
  }
}
