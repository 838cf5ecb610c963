import Domain
import Foundation
import SampleClaims
import TLS
import TestKit
import Testing

/// Another language calls the suite with nothing of it but the files in `Protos/`.
@Suite("Python with grpcio", .serialized)
struct PythonTests {
  @Test("It submits claims over TCP and over a Unix socket and reads what they came to")
  func submit() async throws {
    try await withPeer { peer, suite in
      let world = SampleWorld(seed: 51, claims: 20)
      try await suite.load(world)
      let stories = [
        (try tcp(suite, as: .integrator), SampleStory.visitAndInjection),
        (try unix(.gateway, suite, as: .integrator), .missingReferral),
      ]
      for (connection, story) in stories {
        let (claim, answer) = (try world.claim(telling: story), try world.answer(telling: story))
        let submitted = try await peer.run([
          (connection, [.method("hmo.claim.v1.ClaimService/SubmitClaim", request(claim))])
        ])
        let summary = try #require(submitted.first?.answer["summary"] as? [String: Any])
        try expect(summary, answer)
        let claimID = try #require(summary["claimId"] as? String)
        let read = try await peer.run([
          (connection, [.method("hmo.claim.v1.ClaimService/GetClaim", ["claimId": claimID])])
        ])
        #expect(read.first?.code == "")
        try expect(read.first?.answer["summary"] as? [String: Any] ?? [:], answer)
        expectLines(read.first?.answer["decision"] as? [String: Any] ?? [:], answer)
      }
      #expect(try await suite.allClaims().count == 2)
    }
  }

  @Test("It streams a file and reads the outcome of each claim")
  func stream() async throws {
    try await withPeer { peer, suite in
      let world = SampleWorld(seed: 52, claims: 20)
      try await suite.load(world)
      let day = try #require(Day(year: 2026, month: 9, day: 1))
      let bytes = Data(world.file(interchangeControlNumber: 1, day: day).utf8)
      let parts: [[String: Any]] = stride(from: 0, to: bytes.count, by: 3_000).map { start in
        let part = bytes[start..<min(bytes.count, start + 3_000)]
        return ["waitFor": "WAIT_FOR_DECIDED", "bytes": part.base64EncodedString()]
      }
      let results = try await peer.run([
        (
          try tcp(suite, as: .integrator),
          [.method("hmo.claim.v1.ClaimService/SubmitFile", stream: parts)]
        )
      ])
      let events = try #require(results.first?.answers)
      let claims = events.compactMap { $0["claim"] as? [String: Any] }
      #expect(claims.count == world.answers.count)
      for (claim, answer) in zip(claims, world.answers) {
        try expect(claim["summary"] as? [String: Any] ?? [:], answer)
      }
      let end = try #require(events.last?["summary"] as? [String: Any])
      #expect(end["isComplete"] as? Bool == true)
      #expect(end["accepted"] as? Int == world.answers.count)
    }
  }

  @Test("It asks each of the five for health")
  func health() async throws {
    try await withPeer { peer, suite in
      var groups = try SuiteService.allCases.map { service in
        (try unix(service, suite, as: .hmo), [PythonPeer.Call.health])
      }
      groups.append((try tcp(suite, as: .hmo), [.health]))
      let results = try await peer.run(groups)
      #expect(results.count == 6)
      #expect(results.allSatisfy { $0.answer["status"] as? String == "SERVING" })
    }
  }

  @Test("It reads why a call failed, with reason and fields")
  func errors() async throws {
    try await withPeer { peer, suite in
      let world = SampleWorld(seed: 53, claims: 20)
      var wrong = try world.claim(telling: .preventiveVisit)
      wrong.diagnoses = []
      let results = try await peer.run([
        (
          try tcp(suite, as: .integrator),
          [
            .method("hmo.claim.v1.ClaimService/SubmitClaim", request(wrong)),
            .method("hmo.claim.v1.ClaimService/GetClaim", ["claimId": "HC000000000009"]),
            .method("hmo.claim.v1.WorkQueueService/DecidePended", ["claimId": "HC000000000009"]),
          ]
        ),
        (
          try unix(.eligibility, suite, as: .integrator),
          [
            .method(
              "hmo.eligibility.v1.EligibilityAdministrationService/LoadEligibility",
              ["requestId": "from Python"]),
            .method("hmo.network.v1.NetworkService/ResolveContract", [:]),
          ]
        ),
      ])
      #expect(
        results.map(\.code) == [
          "INVALID_ARGUMENT", "NOT_FOUND", "PERMISSION_DENIED", "PERMISSION_DENIED",
          "UNIMPLEMENTED",
        ])
      #expect(
        results.prefix(4).map(\.reason) == [
          "CLAIM_REFUSED", "CLAIM_UNKNOWN", "NOT_ALLOWED", "NOT_ALLOWED",
        ])
      let bad = results.first?.details["BadRequest"] as? [String: Any]
      let violations = bad?["fieldViolations"] as? [[String: Any]] ?? []
      #expect(violations.contains { $0["field"] as? String == "claim.diagnoses" })
      #expect(violations.allSatisfy { ($0["description"] as? String)?.isEmpty == false })
    }
  }

  @Test("Without a certificate, with another authority's or without TLS nobody answers it")
  func strangers() async throws {
    try await withPeer { peer, suite in
      let other = try TestAuthority(named: "Authority of nobody")
      let files = try other.files(for: .hmo)
      var groups: [(connection: PythonPeer.Connection, calls: [PythonPeer.Call])] = []
      for service in SuiteService.allCases {
        let good = try unix(service, suite, as: .hmo)
        var nobody = good
        (nobody.certificate, nobody.key) = (nil, nil)
        var stranger = good
        (stranger.certificate, stranger.key) = (files.certificatePath, files.privateKeyPath)
        var plaintext = good
        plaintext.security = "plaintext"
        groups += [nobody, stranger, plaintext, good].map { ($0, [.health]) }
      }
      let results = try await peer.run(groups)
      for (index, result) in results.enumerated() {
        #expect(result.code == (index % 4 == 3 ? "" : "UNAVAILABLE"), "group \(index)")
      }
    }
  }

  // MARK: Parts

  /// Runs `body` with the peer and a fresh suite; not at all where a missing peer is allowed.
  private func withPeer(
    _ body: (PythonPeer, TestSuite) async throws -> Void
  ) async throws {
    guard let peer = try await PythonPeer.find() else { return }
    try await TestSuite.run { suite in try await body(peer, suite) }
  }

  private func tcp(_ suite: TestSuite, as identity: TLSIdentity) throws -> PythonPeer.Connection {
    try connection("127.0.0.1:\(suite.port)", suite, identity)
  }

  private func unix(
    _ service: SuiteService, _ suite: TestSuite, as identity: TLSIdentity
  ) throws -> PythonPeer.Connection {
    try connection("unix:\(suite.socket(service))", suite, identity)
  }

  private func connection(
    _ target: String, _ suite: TestSuite, _ identity: TLSIdentity
  ) throws -> PythonPeer.Connection {
    let files = try suite.certificate(of: identity)
    return PythonPeer.Connection(
      target: target, authority: suite.authority.bundlePath, certificate: files.certificatePath,
      key: files.privateKeyPath)
  }

  /// A submission in the canonical JSON of protobuf.
  private func request(_ claim: SampleClaim) -> [String: Any] {
    let lines: [[String: Any]] = claim.lines.enumerated().map { index, line in
      [
        "lineNumber": index + 1, "procedure": line.code,
        "charge": ["cents": "\(line.charge.cents)"],
        "quantity": ["thousandths": "\(line.units.thousandths)"],
        "from": ["days": Int(line.day.number)], "diagnosisPointers": line.pointers,
      ]
    }
    return [
      "requestId": claim.id, "waitFor": "WAIT_FOR_DECIDED",
      "claim": [
        "patientControlNumber": claim.id,
        "billingProvider": [
          "npi": claim.billing.npi, "tin": claim.billing.taxID, "name": claim.billing.name,
        ],
        "patient": [
          "memberId": claim.member.id, "familyName": claim.member.lastName,
          "givenName": claim.member.firstName,
          "birthDate": ["days": Int(claim.member.birth.number)], "sex": claim.member.sex,
          "postalCode": claim.member.address.postalCode,
        ],
        "charge": ["cents": "\(claim.lineTotal.cents)"],
        "placeOfService": claim.placeOfService, "diagnoses": claim.diagnoses, "lines": lines,
        "referralNumber": claim.referralNumber ?? "",
        "authorizationNumber": claim.authorizationNumber ?? "",
      ],
    ]
  }

  private func expect(_ summary: [String: Any], _ answer: SampleAnswer) throws {
    #expect(summary["patientControlNumber"] as? String == answer.claimID)
    #expect(summary["state"] as? String == "CLAIM_STATE_\(answer.state.rawValue.uppercased())")
    guard answer.state != .pended else { return }
    #expect(cents(summary["paid"]) == answer.paid.cents)
  }

  private func expectLines(_ decision: [String: Any], _ answer: SampleAnswer) {
    let lines = decision["lines"] as? [[String: Any]] ?? []
    #expect(lines.count == answer.lines.count)
    for (line, expected) in zip(lines, answer.lines) {
      let adjustments = line["adjustments"] as? [[String: Any]] ?? []
      let found = Dictionary(
        adjustments.map { item in
          ("\(item["group"] ?? "")-\(item["code"] ?? "")", cents(item["amount"]))
        }, uniquingKeysWith: +)
      #expect(found == expected.adjustments.mapValues(\.cents))
      #expect(cents(line["paid"]) == expected.paid.cents)
    }
  }

  /// The cents of an amount in canonical JSON, where 64-bit numbers are texts and zero is absent.
  private func cents(_ amount: Any?) -> Int64 {
    Int64((amount as? [String: Any])?["cents"] as? String ?? "0") ?? -1
  }
}
