import Messages
import Protobuf
import RPC
import TestKit

extension TestSuite {
  /// Waits until the gateway has acted upon every change of coverage that was loaded, so that no news
  /// of it comes while a claim is on its way.
  func gatewayHasReadChanges() async throws {
    let position = try await lastChange()
    try await eventually("the gateway has read the changes") {
      (try await gatewayStatus().feeds.first?.position ?? 0) >= position
    }
  }

  /// The last position of eligibility's feed, as an answer to the gateway names it.
  private func lastChange() async throws -> Int64 {
    let eligibility = EligibilityV1.EligibilityServiceClient(
      client: try client(.eligibility, as: SuiteService.gateway.identity))
    let answer = try await eligibility.checkCoverage(
      .with {
        $0.questions = [
          .with {
            $0.memberID = "NOBODY"
            $0.familyName = "NOBODY"
            $0.birthDate = .with { $0.days = 0 }
            $0.lines = [
              .with {
                $0.lineNumber = 1
                $0.day = .with { $0.days = 20_500 }
                $0.procedure = "T1015"
                $0.placeOfService = "11"
              }
            ]
          }
        ]
      }, options: .patient)
    guard case .answer(let answer)? = answer.results.first?.result else {
      throw TestSuiteError("eligibility gave no answer")
    }
    return answer.feedPosition
  }
}
