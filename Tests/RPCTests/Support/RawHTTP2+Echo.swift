import Protobuf
import RPC
import RawHTTP2

extension RawPeer {
  /// A peer with the tests' certificate, whom nobody expects.
  convenience init(to address: RPCAddress) async throws {
    try await self.init(
      to: address, tls: TestCredentials.shared.get().client, group: TestSuite.group,
      limits: RPCLimits.patientTLS)
  }
}

extension RawFrame {
  /// The headers of a call of the echo service.
  static func call(
    _ stream: UInt32, flags: UInt8 = endHeaders, method: String = "POST",
    contentType: String = "application/grpc", extra: [(String, String)] = [("te", "trailers")]
  ) -> RawFrame {
    call(
      stream, path: EchoService.unary.path, flags: flags, method: method,
      contentType: contentType, extra: extra)
  }

  /// A message with its prefix.
  static func message(_ echo: Echo, flag: UInt8 = 0) -> [UInt8] {
    message(echo.protobufBytes(), flag: flag)
  }
}
