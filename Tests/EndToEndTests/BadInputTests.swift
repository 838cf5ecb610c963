import Domain
import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit
import Testing

extension EndToEnd {
  @Suite("Bad input through the front door", .serialized)
  struct BadInputTests {
    @Test("No file that is not one stores anything, and each is told what is wrong with it")
    func brokenFiles() async throws {
      try await withTwoClaims { suite, world in
        let good = try world.fileBytes(control: 77)
        let text = String(decoding: good, as: UTF8.self)
        let files: [(what: String, bytes: [UInt8], rule: String)] = [
          ("empty", [], "EMPTY_FILE"),
          ("white space", Array(" \r\n\t ".utf8), "EMPTY_FILE"),
          ("a letter to us", Array("Dear payer, please pay.".utf8), "NOT_X12"),
          (
            "a group without an interchange",
            Array(text.replacing(/^ISA[^~]*~\s*/, with: "").utf8), "NOT_X12"
          ),
          (
            "an interchange without a group",
            Array(text.replacing(/GS\*[^~]*~\s*/, with: "").utf8), "ENVELOPE_BROKEN"
          ),
          (
            "a header of the wrong width",
            Array(text.replacing("SAMPLECLINIC   ", with: "SAMPLECLINIC").utf8), "HEADER_MALFORMED"
          ),
          ("bytes that are no UTF-8", Self.bytes(good, at: "CLM*", insert: [0xC3, 0x28]), ""),
          ("U+0000 in a claim's number", Self.bytes(good, at: "CLM*", insert: [0]), ""),
          ("U+0000 in a member's number", Self.bytes(good, at: "*MI*", insert: [0]), ""),
        ]
        for file in files {
          let outcome = try await suite.submit(file: file.bytes)
          #expect(outcome.claims == [], "\(file.what)")
          #expect(outcome.summary?.isComplete == false, "\(file.what)")
          let fault = try #require(outcome.faults.last, "\(file.what)")
          #expect(!fault.rule.isEmpty && !fault.message.isEmpty, "\(file.what)")
          #expect(file.rule.isEmpty || fault.rule == file.rule, "\(file.what)")
          try await expectUnharmed(suite, world, "after \(file.what)")
        }
      }
    }

    @Test("Two megabytes of noise store nothing and stop no server", arguments: [false, true])
    func noise(beginsLikeAFile: Bool) async throws {
      let seed = UInt64.random(in: 1...999_999)
      print("noise of seed \(seed)")
      try await withTwoClaims { suite, world in
        var random = SeededRandom(seed: seed)
        var bytes = beginsLikeAFile ? Array(try world.fileBytes(control: 78).prefix(400)) : []
        bytes.reserveCapacity(2 << 20)
        while bytes.count < 2 << 20 { bytes.append(UInt8(truncatingIfNeeded: random.next())) }
        let outcome = try await suite.submit(file: bytes, partBytes: 256 * 1024)
        #expect(outcome.claims == [])
        #expect(outcome.summary?.isComplete == false)
        #expect(outcome.faults.last?.rule.isEmpty == false)
        try await expectUnharmed(suite, world, "after noise")
      }
    }

    @Test("Of a set that is cut nothing is stored; the whole file sent later is stored wholly")
    func truncatedFiles() async throws {
      let seed = UInt64.random(in: 1...999_999)
      print("cuts of seed \(seed)")
      try await withTwoClaims { suite, world in
        var random = SeededRandom(seed: seed)
        let other = SampleWorld(seed: 42, claims: 20, prefix: "C")
        try await suite.load(other)
        let whole = try other.fileBytes(control: 79)
        let end = try #require(Self.place(of: "\nSE*", in: whole))
        for _ in 1...8 {
          let cut = random.number(in: 1..<end)
          let outcome = try await suite.submit(file: Array(whole.prefix(cut)))
          #expect(outcome.claims == [], "cut at \(cut)")
          #expect(outcome.summary?.isComplete == false, "cut at \(cut)")
          #expect(outcome.faults.last?.rule.isEmpty == false, "cut at \(cut)")
          try await expectUnharmed(suite, world, "cut at \(cut)")
        }
        let outcome = try await suite.submit(file: whole)
        #expect(outcome.summary?.accepted == Int32(other.claims.count))
        #expect(outcome.summary?.repeatedClaims == 0)
        #expect(try await AnswerCheck.differences(of: other, in: suite) == [])
      }
    }

    @Test("Of a file that is cut in its second set the first set is stored and nothing else")
    func cutInSecondSet() async throws {
      try await withTwoClaims { suite, world in
        let other = SampleWorld(seed: 44, claims: 20, prefix: "D")
        try await suite.load(other)
        let text = try Self.file(of: other.claims, control: 81, claimsPerSetMax: 10)
        let starts = text.ranges(of: "\nST*837*")
        let cut = try #require(starts.dropFirst(2).first?.lowerBound)
        let second = try #require(starts.dropFirst().first?.lowerBound)
        for end in [text.index(second, offsetBy: 900), text.index(cut, offsetBy: -20)] {
          let outcome = try await suite.submit(file: Array(text[..<end].utf8))
          #expect(
            outcome.claims.map(\.summary?.patientControlNumber)
              == other.claims.prefix(10).map(\.id))
          #expect(outcome.summary?.isComplete == false)
          #expect(try await suite.allClaims().count == 2 + 10)
        }
        let whole = try await suite.submit(file: Array(text.utf8))
        #expect(whole.summary?.repeatedClaims == 10)
        #expect(whole.summary?.accepted == Int32(other.claims.count - 10))
        let differences = try await AnswerCheck.differences(of: other, in: suite)
        #expect(differences == [])
      }
    }

    @Test(
      "An impossible amount in a file is refused at its place; the claim beside it is stored",
      arguments: ["-165", "9999999999999999999999", "12.345", "1E3", "NaN", "10000000000.00"])
    func impossibleAmount(_ amount: String) async throws {
      try await withTwoClaims { suite, world in
        let other = SampleWorld(seed: 45, claims: 20, prefix: "E")
        try await suite.load(other)
        let claims = [
          try other.claim(telling: .primaryCareVisit), try other.claim(telling: .preventiveVisit),
        ]
        let text = try Self.file(of: claims, control: 82)
        let wrong = text.replacing(
          /SV1\*HC:T1015\*[0-9.]+/, with: { _ in "SV1*HC:T1015*\(amount)" })
        let outcome = try await suite.submit(file: Array(wrong.utf8))
        #expect(outcome.refusals.map(\.patientControlNumber) == [claims[0].id])
        let faults = try #require(outcome.refusals.first?.faults)
        #expect(faults.contains { $0.segmentID == "SV1" && $0.element == 2 && $0.segment > 0 })
        #expect(outcome.claims.map(\.summary?.patientControlNumber) == [claims[1].id])
        #expect(outcome.summary?.isComplete == true)
        #expect(try await suite.allClaims().count == 3)
        #expect(try await suite.violations() == [])
      }
    }

    @Test("A claim that cannot be accepted is refused by field; a good one beside it is stored")
    func refusedBesideGood() async throws {
      try await withTwoClaims { suite, world in
        let other = SampleWorld(seed: 43, claims: 20, prefix: "R")
        try await suite.load(other)
        var claims = [
          try other.claim(telling: .primaryCareVisit), try other.claim(telling: .preventiveVisit),
        ]
        claims[0].statedCharge = Money(cents: 1)
        let text = try Self.file(of: claims, control: 80)
        let outcome = try await suite.submit(file: Array(text.utf8))
        #expect(outcome.refusals.map(\.patientControlNumber) == [claims[0].id])
        let fault = try #require(outcome.refusals.first?.faults.first)
        #expect(fault.segmentID == "CLM")
        #expect(fault.element == 2)
        #expect(fault.segment > 0)
        #expect(outcome.claims.map(\.summary?.patientControlNumber) == [claims[1].id])
        #expect(outcome.summary?.isComplete == true)
        #expect(try await suite.allClaims().count == 3)
      }
    }

    @Test("A claim with an impossible value is refused with the field that has it")
    func impossibleValues() async throws {
      try await withTwoClaims { suite, world in
        let good = ClaimV1.Claim(try world.claim(telling: .preventiveVisit))
        let wrongs: [(field: String, change: (inout ClaimV1.Claim) -> Void)] = [
          ("claim.lines[1].charge", { Self.charge(&$0, -1) }),
          ("claim.lines[1].charge", { Self.charge(&$0, .max) }),
          ("claim.lines[1].charge", { Self.charge(&$0, .min) }),
          ("claim.lines[1].charge", { Self.charge(&$0, 1_000_000_000_000) }),
          ("claim.charge", { $0.charge = .with { $0.cents = .max } }),
          ("claim.charge", { $0.charge = .with { $0.cents = -1 } }),
          ("claim.lines[1].quantity", { $0.lines[0].quantity = .with { $0.thousandths = .max } }),
          ("claim.lines[1].quantity", { $0.lines[0].quantity = .with { $0.thousandths = -1_000 } }),
          ("claim.lines[1].from", { $0.lines[0].from = .with { $0.days = .max } }),
          ("claim.lines[1].from", { $0.lines[0].from = nil }),
          ("claim.lines", { $0.lines = [] }),
          ("claim.lines", { $0.lines[0].lineNumber = .min }),
          ("claim.lines[1].diagnosis_pointers", { $0.lines[0].diagnosisPointers = [.max] }),
          ("claim.billing_provider.npi", { $0.billingProvider?.npi = "1000001011" }),
          ("claim.billing_provider.npi", { $0.billingProvider = nil }),
          ("claim.patient.member_id", { $0.patient?.memberID = "" }),
          ("claim.patient_control_number", { $0.patientControlNumber = "" }),
        ]
        for (index, wrong) in wrongs.enumerated() {
          var claim = good
          wrong.change(&claim)
          let refused = claim
          let error = await rpcError("case \(index): \(wrong.field)") {
            try await suite.submit(refused, requestID: "wrong-\(index)")
          }
          #expect(error?.code == .invalidArgument, "case \(index): \(wrong.field)")
          #expect(
            error?.fieldViolations.map(\.field).contains(wrong.field) == true,
            "case \(index): \(wrong.field), not \(error?.fieldViolations.map(\.field) ?? [])")
        }
        try await expectUnharmed(suite, world, "after impossible values")
      }
    }

    @Test("Bytes that are no such message, or no text, are INVALID_ARGUMENT at each server")
    func hostileBytes() async throws {
      try await withTwoClaims { suite, world in
        let marker = "ZZZZ"
        var claim = ClaimV1.Claim(try world.claim(telling: .preventiveVisit))
        claim.patientControlNumber = marker
        let named = ClaimV1.SubmitClaimRequest.with {
          $0.requestID = "hostile"
          $0.claim = claim
        }.protobufBytes()
        let place = try #require(Self.place(of: marker, in: named))
        func replaced(_ bytes: [UInt8]) -> [UInt8] {
          Array(named[..<place]) + bytes + Array(named[(place + 4)...])
        }
        let bodies: [(what: String, bytes: [UInt8])] = [
          ("invalid UTF-8", replaced([0xFF, 0xFE, 0xC0, 0x80])),
          ("half a character", replaced([0x41, 0x41, 0xE2, 0x82])),
          ("U+0000", replaced([0x41, 0, 0x41, 0x41])),
          ("a message that is cut", Array(named.dropLast(3))),
          ("a length past the end", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x41]),
          ("a field number of 0", [0x00, 0x01]),
        ]
        let client = try suite.client(.gateway, as: .hmo)
        for body in bodies {
          let error = await rpcError(body.what) {
            try await client.rawUnary(
              path: ClaimV1.ClaimService.submitClaim.path, request: body.bytes,
              options: .impatient)
          }
          #expect(error?.code == .invalidArgument, "\(body.what): \(error?.description ?? "")")
        }
        try await expectLoadsRefuseHostileBytes(suite)
        try await expectUnharmed(suite, world, "after hostile bytes")
      }
    }

    @Test("A request past the limit is RESOURCE_EXHAUSTED and the connection goes on")
    func tooLarge() async throws {
      try await withTwoClaims { suite, world in
        let client = try suite.client(.gateway, as: .hmo)
        let error = await rpcError {
          try await client.rawUnary(
            path: ClaimV1.ClaimService.submitClaim.path,
            request: [UInt8](repeating: 0x41, count: 5 << 20), options: .impatient)
        }
        #expect(error?.code == .resourceExhausted)
        try await expectUnharmed(suite, world, "after a request past the limit")
      }
    }

    // MARK: Parts

    /// Runs `body` in a suite that holds two decided claims, which bad input must leave alone.
    private func withTwoClaims(
      _ body: (TestSuite, SampleWorld) async throws -> Void
    ) async throws {
      try await TestSuite.run { suite in
        let world = SampleWorld(seed: 41, claims: 20)
        try await suite.load(world)
        for story in [SampleStory.primaryCareVisit, .approvedImaging] {
          _ = try await suite.submit(ClaimV1.Claim(try world.claim(telling: story)))
        }
        try await body(suite, world)
      }
    }

    /// Expects the two claims as they were, every server serving and every store sound.
    private func expectUnharmed(
      _ suite: TestSuite, _ world: SampleWorld, _ when: String
    ) async throws {
      let claims = try await suite.allClaims()
      #expect(claims.count == 2, "\(when)")
      for (claim, story) in zip(claims, [SampleStory.primaryCareVisit, .approvedImaging]) {
        #expect(claim.paid?.cents == (try world.answer(telling: story)).paid.cents, "\(when)")
      }
      for service in SuiteService.allCases {
        #expect(try suite.process(service).isRunning, "\(service) \(when)")
      }
      #expect(try await suite.violations() == [], "\(when)")
    }

    private func expectLoadsRefuseHostileBytes(_ suite: TestSuite) async throws {
      let loads: [(service: SuiteService, path: String)] = [
        (.eligibility, EligibilityV1.EligibilityAdministrationService.loadEligibility.path),
        (.network, NetworkV1.NetworkAdministrationService.loadNetwork.path),
        (
          .authorization,
          AuthorizationV1.AuthorizationAdministrationService.loadAuthorizations.path
        ),
        (.payment, PaymentV1.PaymentAdministrationService.loadOpeningBalances.path),
      ]
      for load in loads {
        // Field 1 of each is the request_id.
        for bytes: [UInt8] in [[0x0A, 2, 0xC0, 0x80], [0x0A, 1, 0], [0x0A, 9, 0x41]] {
          let error = await rpcError("\(load.service)") {
            try await suite.client(load.service, as: .hmo).rawUnary(
              path: load.path, request: bytes, options: .impatient)
          }
          #expect(error?.code == .invalidArgument, "\(load.service): \(error?.description ?? "")")
        }
      }
    }

    private static func file(
      of claims: [SampleClaim], control: Int, claimsPerSetMax: Int = 100
    ) throws -> String {
      let day = try #require(Day(year: 2026, month: 9, day: 1))
      return ClaimFileWriter.text(
        of: claims,
        in: SampleEnvelope(
          sender: "SAMPLECLINIC", receiver: "SAMPLEHMO", payerName: "SAMPLE HMO",
          payerID: "SAMPLEHMO", interchangeControlNumber: control, day: day,
          claimsPerSetMax: claimsPerSetMax))
    }

    private static func charge(_ claim: inout ClaimV1.Claim, _ cents: Int64) {
      claim.lines[0].charge = .with { $0.cents = cents }
      claim.charge = .with { $0.cents = cents }
    }

    private static func place(of text: String, in bytes: [UInt8]) -> Int? {
      let wanted = Array(text.utf8)
      return (0...max(0, bytes.count - wanted.count)).first {
        bytes[$0...].starts(with: wanted)
      }
    }

    private static func bytes(
      _ bytes: [UInt8], at text: String, insert inserted: [UInt8]
    ) -> [UInt8] {
      guard let place = place(of: text, in: bytes) else { return [] }
      let end = place + text.utf8.count
      return Array(bytes[..<end]) + inserted + Array(bytes[end...])
    }
  }
}
