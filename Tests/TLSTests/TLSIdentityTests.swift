import TLS
import Testing

@Suite("An identity is one exact form of URI")
struct TLSIdentityTests {
  @Test(
    "Well-formed URIs are read and printed unchanged",
    arguments: [
      ("spiffe://hmo.internal/service/payment", TLSIdentity.Kind.service, "payment"),
      ("spiffe://hmo.internal/client/clearing-house_2", .client, "clearing-house_2"),
      ("spiffe://hmo.internal/person/A.Nurse-7", .person, "A.Nurse-7"),
      (
        "spiffe://hmo.internal/person/" + String(repeating: "x", count: 64), .person,
        String(repeating: "x", count: 64)
      ),
    ])
  func wellFormed(uri: String, kind: TLSIdentity.Kind, name: String) throws {
    let identity = try #require(TLSIdentity(uri: uri))
    #expect(identity.kind == kind)
    #expect(identity.name == name)
    #expect(identity.uri == uri)
    #expect(TLSIdentity(kind: kind, name: name) == identity)
  }

  @Test(
    "Everything else is refused",
    arguments: [
      "", "spiffe://hmo.internal", "spiffe://hmo.internal/", "spiffe://hmo.internal/service",
      "spiffe://hmo.internal/service/", "spiffe://hmo.internal//payment",
      "spiffe://hmo.internal/service/payment/", "spiffe://hmo.internal/service/a/b",
      "spiffe://hmo.internal/Service/payment", "spiffe://hmo.internal/robot/payment",
      "SPIFFE://hmo.internal/service/payment", "spiffe://HMO.internal/service/payment",
      "spiffe://hmo.internal.example/service/payment", "spiffe://hmo.internal:443/service/payment",
      "spiffe://other.internal/service/payment", "https://hmo.internal/service/payment",
      " spiffe://hmo.internal/service/payment", "spiffe://hmo.internal/service/payment ",
      "spiffe://hmo.internal/service/payment?x=1", "spiffe://hmo.internal/service/payment#x",
      "spiffe://hmo.internal/service/pay%6Dent", "spiffe://hmo.internal/service/.",
      "spiffe://hmo.internal/service/..", "spiffe://hmo.internal/service/pay\u{0}ment",
      "spiffe://hmo.internal/service/p\u{00E4}yment", "spiffe://hmo.internal/service/pay\nment",
      "spiffe://hmo.internal/person/" + String(repeating: "x", count: 65),
    ])
  func malformed(uri: String) {
    #expect(TLSIdentity(uri: uri) == nil)
  }
}
