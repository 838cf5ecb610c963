import Messages
import RPC
import TLS
import TestKit
import Testing

extension EndToEnd {
  @Suite("Sixteen kinds of certificate of a caller, at each of the five servers", .serialized)
  struct IdentityCallerMatrixTests {
    /// What a caller shows, and what the server's log must say of it.
    private struct Caller {
      let name: String
      let files: TestCertificateFiles?
      /// A part of the reason in the server's log; nothing when the caller is welcome.
      let refusal: String?
    }

    @Test("One is let in, and of the others none hears a byte or reaches a handler: 80 cells")
    func matrix() async throws {
      try await TestSuite.run { suite in
        let other = try TestAuthority(named: "Authority of nobody")
        defer { withExtendedLifetime(other) {} }
        let callers = try await Self.callers(suite, other)
        #expect(callers.count == 16)
        var cells = 0
        for service in SuiteService.allCases {
          for caller in callers {
            try await Self.check(caller, at: service, in: suite)
            cells += 1
          }
          let known = try suite.newClient(service, as: .hmo)
          let health = try await HealthV1.HealthClient(client: known).check(
            .init(), options: .impatient)
          #expect(health.status == .serving, "\(service) still serves others")
          await known.close()
        }
        #expect(cells == 80)
      }
    }

    private static func check(
      _ caller: Caller, at service: SuiteService, in suite: TestSuite
    ) async throws {
      let cell = "\(service), \(caller.name)"
      let before = refusals(service, suite).count
      let run = try await ForeignCaller(files: caller.files).run(at: suite.socket(service))
      guard let words = caller.refusal else {
        #expect(!run.output.isEmpty, "\(cell): HTTP/2 is spoken")
        #expect(refusals(service, suite).count == before, "\(cell)")
        return
      }
      #expect(run.output.isEmpty, "\(cell): not a byte of HTTP/2 is sent")
      let reasons = try await awaited("\(cell): the server says why") {
        let reasons = refusals(service, suite).dropFirst(before)
        return reasons.isEmpty ? nil : Array(reasons)
      }
      #expect(reasons.count == 1, "\(cell)")
      #expect(reasons.allSatisfy { $0.contains(words) }, "\(cell): \(reasons)")
    }

    private static func refusals(_ service: SuiteService, _ suite: TestSuite) -> [String] {
      suite.logEvents(service, message: "Connection refused").compactMap { $0["reason"] as? String }
    }

    // MARK: Callers

    private static func callers(
      _ suite: TestSuite, _ other: TestAuthority
    ) async throws -> [Caller] {
      let authority = suite.authority
      func odd(_ change: (inout CertificateTemplate) -> Void) throws -> TestCertificateFiles {
        var template = CertificateTemplate.leaf(for: try .hmo, validity: .days(1))
        change(&template)
        return try authority.files(from: template)
      }
      let untrusted = "no authority of our bundle issued it"
      return [
        Caller(name: "valid", files: try authority.files(for: .hmo), refusal: nil),
        Caller(name: "none", files: nil, refusal: "did not return a certificate"),
        Caller(name: "another authority", files: try other.files(for: .hmo), refusal: untrusted),
        Caller(name: "self-signed", files: try odd { $0.signer = .itself }, refusal: untrusted),
        Caller(
          name: "expired",
          files: try odd {
            $0.validity = CertificateValidity(
              startSeconds: 1_600_000_000, endSeconds: 1_700_000_000)
          }, refusal: "expired"),
        Caller(
          name: "not yet valid",
          files: try odd {
            $0.validity = CertificateValidity(
              startSeconds: 4_000_000_000, endSeconds: 4_100_000_000)
          }, refusal: "not yet valid"),
        Caller(
          name: "no alternative names",
          files: try odd {
            $0.uris = []
            $0.dnsNames = []
            $0.ipAddresses = []
          }, refusal: "no subject alternative names"),
        Caller(
          name: "two URIs", files: try odd { $0.uris.append("spiffe://hmo.internal/client/b") },
          refusal: "2 URI names"),
        Caller(
          name: "another trust domain",
          files: try odd { $0.uris = ["spiffe://hmo.external/client/hmo"] },
          refusal: "not an identity of this suite"),
        Caller(
          name: "only a common name",
          files: try odd {
            $0.commonName = $0.uris[0]
            $0.uris = []
          }, refusal: "0 URI names"),
        Caller(
          name: "serverAuth only", files: try odd { $0.usages = [.serverAuth] },
          refusal: "purpose"),
        Caller(
          name: "an authority's", files: try odd { $0.isAuthority = true },
          refusal: "peerCertificateRefused"),
        Caller(
          name: "without its intermediate", files: try authority.filesBelowIntermediate(for: .hmo),
          refusal: untrusted),
        Caller(
          name: "RSA 1024 with SHA-1",
          files: try odd {
            $0.key = .rsa(bits: 1_024)
            $0.digest = .sha1
          }, refusal: "too weak"),
        Caller(name: "denied", files: try await denied(suite), refusal: "deny-list"),
        Caller(
          name: "a foreign key", files: try authority.filesWithForeignKey(for: .hmo),
          refusal: "bad signature"),
      ]
    }

    /// A good certificate whose number every process has read in the deny-list.
    private static func denied(_ suite: TestSuite) async throws -> TestCertificateFiles {
      let files = try suite.authority.files(for: .hmo)
      let serial = try #require(TLSSerialNumber(files.serialNumber))
      #expect(try suite.denyList.add([serial], note: "a test") == 1)
      for service in SuiteService.allCases {
        try await eventually("\(service) has read the deny-list") {
          !suite.logEvents(service, message: "Deny-list read").isEmpty
        }
      }
      return files
    }
  }
}
