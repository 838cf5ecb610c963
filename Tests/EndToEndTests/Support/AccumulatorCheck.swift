import Domain
import Messages
import Protobuf
import RPC
import SampleClaims
import TestKit

/// Compares running amounts with the sums that a sample world's answers give.
///
/// A claim that was decided twice would show here, because its shares would count twice.
struct AccumulatorCheck {
  private let world: SampleWorld
  private let opening: [String: Int64]

  init(_ world: SampleWorld) throws {
    self.world = world
    let file = world.loadFiles.first { $0.name.contains("balances") }?.text ?? ""
    let request: PaymentV1.LoadOpeningBalancesRequest = try LoadRequest(file).message()
    opening = Dictionary(
      request.balances.map { (AccumulatorCheck.name($0.holder, $0.kind), $0.amount?.cents ?? 0) },
      uniquingKeysWith: +)
  }

  /// Every running amount that is not the opening amount and the shares of the claims.
  func differences(in suite: TestSuite) async throws -> [String] {
    let service = PaymentV1.PaymentAdministrationServiceClient(
      client: try suite.client(.payment, as: .hmo))
    var found: [String] = []
    for (claim, answer) in zip(world.claims, world.answers) where answer.state == .payable {
      let member = claim.member.id
      let family = "F" + member.dropFirst()
      let answered = try await service.getAccumulators(
        .with {
          $0.memberID = member
          $0.familyID = family
          $0.productID = answer.story == .sequestration ? "MA-HMO" : "COM-HMO"
          $0.planYearStart = .with { $0.days = AccumulatorCheck.planYearStart }
        }, options: .patient)
      let actual = Dictionary(
        answered.balances.map {
          (AccumulatorCheck.name($0.holder, $0.kind), $0.amount?.cents ?? 0)
        }, uniquingKeysWith: +)
      for holder in [member, family] {
        for kind in ["deductible", "out_of_pocket"] {
          let name = AccumulatorCheck.name(holder, kind)
          let expected = (opening[name] ?? 0) + AccumulatorCheck.share(of: answer, in: kind)
          if (actual[name] ?? 0) != expected {
            found.append("\(name): \(actual[name] ?? 0), expected \(expected)")
          }
        }
      }
    }
    return found
  }

  /// 2026-01-01.
  private static let planYearStart: Int32 = 20_454

  private static func name(_ holder: String, _ kind: String) -> String { "\(holder) \(kind)" }

  private static func share(of answer: SampleAnswer, in kind: String) -> Int64 {
    let counted = kind == "deductible" ? ["PR-1"] : ["PR-1", "PR-2", "PR-3"]
    return answer.lines.reduce(0) { sum, line in
      sum + counted.reduce(0) { $0 + (line.adjustments[$1]?.cents ?? 0) }
    }
  }
}
