import COpenSSL

/// ALPN: `h2` and nothing else, demanded by both sides.
enum ApplicationProtocol {
  private static let name = Array("h2".utf8)

  /// Makes a server refuse, at the ClientHello, whoever does not offer `h2`, and a client offer it.
  static func demand(on context: OpaquePointer, role: TLSConfiguration.Role) -> Bool {
    switch role {
    case .server:
      SSL_CTX_set_client_hello_cb(context, refuseWithoutOffer, nil)
      SSL_CTX_set_alpn_select_cb(context, selectOffer, nil)
      return true
    case .client:
      let offer = [UInt8(self.name.count)] + self.name
      return SSL_CTX_set_alpn_protos(context, offer, UInt32(offer.count)) == 0
    }
  }

  /// Whether the two sides of `connection` agreed on `h2`.
  static func isAgreed(on connection: OpaquePointer) -> Bool {
    var start: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(connection, &start, &count)
    return UnsafeBufferPointer(start: start, count: Int(count)).elementsEqual(self.name)
  }

  /// Finds `h2` in a list of names with one byte of length each.
  fileprivate static func find(
    in offers: UnsafeBufferPointer<UInt8>
  ) -> Slice<UnsafeBufferPointer<UInt8>>? {
    var rest = offers[...]
    while let length = rest.popFirst(), rest.count >= length {
      let offer = rest.prefix(Int(length))
      if offer.elementsEqual(self.name) { return offer }
      rest = rest.dropFirst(Int(length))
    }
    return nil
  }
}

private func refuseWithoutOffer(
  _ connection: OpaquePointer?, _ alert: UnsafeMutablePointer<Int32>?,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  var start: UnsafePointer<UInt8>?
  var count = 0
  let extensionType = UInt32(TLSEXT_TYPE_application_layer_protocol_negotiation)
  if SSL_client_hello_get0_ext(connection, extensionType, &start, &count) == 1 {
    return SSL_CLIENT_HELLO_SUCCESS
  }
  TLSSession.owner(of: connection)?.refuseProtocol()
  alert?.pointee = SSL_AD_NO_APPLICATION_PROTOCOL
  return SSL_CLIENT_HELLO_ERROR
}

private func selectOffer(
  _ connection: OpaquePointer?, _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ selectedCount: UnsafeMutablePointer<UInt8>?, _ offers: UnsafePointer<UInt8>?,
  _ offersCount: UInt32, _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  let list = UnsafeBufferPointer(start: offers, count: Int(offersCount))
  guard let offer = ApplicationProtocol.find(in: list) else { return SSL_TLSEXT_ERR_ALERT_FATAL }
  selected?.pointee = UnsafeBufferPointer(rebasing: offer).baseAddress
  selectedCount?.pointee = UInt8(truncatingIfNeeded: offer.count)
  return SSL_TLSEXT_ERR_OK
}
