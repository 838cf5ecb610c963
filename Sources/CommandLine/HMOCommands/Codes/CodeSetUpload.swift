import Messages
import Protobuf
import RPC

/// Sends a code set in parts.
struct CodeSetUpload {
  let service: ClaimV1.GatewayAdministrationServiceClient
  /// The code set, such as `icd_10_cm`.
  let set: String
  /// Names this load.
  let requestID: String

  /// How many codes one part brings.
  private static let codesOfPart = 5_000

  /// Sends the codes; an empty set is sent as one empty part.
  func send(
    _ codes: [ClaimV1.Code], options: RPCCallOptions
  ) async throws -> ClaimV1.LoadCodesResponse {
    try await service.loadCodes(options: options) { parts in
      var rest = codes[...]
      repeat {
        let part = Array(rest.prefix(CodeSetUpload.codesOfPart))
        rest = rest.dropFirst(CodeSetUpload.codesOfPart)
        try await parts.write(
          .with {
            $0.requestID = requestID
            $0.codeSet = set
            $0.codes = part
          })
      } while !rest.isEmpty
      parts.finish()
    }
  }
}
