import ClaimRules
import Domain
import Messages
import Protobuf
import Testing

@testable import Gateway

@Suite("What the network is asked", .timeLimit(.minutes(2)))
struct ContractQuestionTests {
  private func question(
    _ change: (inout ClaimV1.Claim) -> Void
  ) async throws -> NetworkV1.ContractQuestion {
    let fixture = try ClaimStoreFixture()
    var claim = Sample.claim("P1")
    change(&claim)
    let number = try await fixture.accepted(claim)
    let record = try #require(try await fixture.claims.openClaim(number))
    let run = ClaimRun(claim: OpenClaim(record, now: Sample.now))
    run.coverage = SampleTerms().coverage(for: run.coverageQuestion)
    return run.contractQuestion
  }

  @Test("SCREEN-EXCEPTION: where the provider is, and the authorization that the claim names")
  func authorization() async throws {
    let asked = try await question {
      $0.billingProvider?.address = .with { $0.postalCode = "627011234" }
      $0.authorizationNumber = "A7"
    }
    #expect(asked.billingPostalCode == "627011234")
    #expect(asked.lines.map(\.authorizationNumber) == ["A7"])
    #expect(asked.lines.map(\.isOwedWithoutContract) == [false])
  }

  @Test("NET-PFS-3: the line's facility, else the claim's, tells where a service was given")
  func facility() async throws {
    let none = try await question {
      $0.billingProvider?.address = .with { $0.postalCode = "62701" }
    }
    #expect(none.billingPostalCode == "62701" && none.lines.map(\.postalCode) == [""])
    let claims = try await question { $0.serviceFacility = .with { $0.postalCode = "60601" } }
    #expect(claims.lines.map(\.postalCode) == ["60601"])
    let own = try await question {
      $0.serviceFacility = .with { $0.postalCode = "60601" }
      $0.lines[0].serviceFacility = .with { $0.postalCode = "94102" }
    }
    #expect(own.lines.map(\.postalCode) == ["94102"])
  }

  @Test("SCREEN-EXCEPTION: an emergency is owed without a contract and names no authorization")
  func emergency() async throws {
    let asked = try await question {
      $0.placeOfService = "23"
      $0.authorizationNumber = "A7"
    }
    #expect(asked.lines.map(\.authorizationNumber) == [""])
    #expect(asked.lines.map(\.isOwedWithoutContract) == [true])
  }
}
