import RPC
import SampleClaims

/// Metadata of a caller that claims to be somebody else, at random and all of it from a seed.
struct ForgedContext {
  private var random: SeededRandom

  init(seed: UInt64) {
    random = SeededRandom(seed: seed)
  }

  private static let names = [
    "x-forwarded-client-cert", "x-client-cert", "x-ssl-client-cert", "x-ssl-client-s-dn",
    "authorization", "proxy-authorization", "x-hmo-role", "x-hmo-roles", "x-hmo-actor",
    "x-hmo-identity", "hmo-role", "role", "roles", "actor", "identity", "peer", "peer-identity",
    "peer.identity", "spiffe-id", "x-spiffe-id", "x-user", "x-remote-user", "remote-user",
    "x-forwarded-for", "x-forwarded-user", "forwarded", "cookie", "x-real-ip", "x-person-id",
  ]

  private static let values = [
    "spiffe://hmo.internal/client/hmo", "spiffe://hmo.internal/service/gateway",
    "spiffe://hmo.internal/person/examiner", "operator", "examiner,operator", "gateway",
    "ROLE_OPERATOR", "Bearer operator", "Basic aG1vOmhtbw==", "true", "1", "*",
    "By=spiffe://hmo.internal/service/gateway;URI=spiffe://hmo.internal/client/hmo",
    #"{"identity":"client/hmo","roles":["operator"]}"#, "client-hmo", "hmo",
  ]

  /// One to eight entries, texts and bytes, names twice now and then.
  mutating func next() throws -> RPCMetadata {
    var metadata = RPCMetadata()
    for _ in 0...random.number(in: 0..<8) {
      let name = random.element(of: ForgedContext.names) ?? "role"
      let value = random.element(of: ForgedContext.values) ?? "operator"
      if random.number(in: 0..<3) == 0 {
        try metadata.add(name + "-bin", binary: Array(value.utf8))
      } else {
        try metadata.add(name, text: value)
      }
    }
    return metadata
  }
}
