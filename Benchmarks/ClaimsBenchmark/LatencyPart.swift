import Domain
import Foundation
import Messages
import Protobuf
import RPC
import SampleClaims

/// What the latency part came to.
struct LatencyFigures {
  let rate: Int
  let answered: Int
  let failed: Int
  /// Milliseconds from the moment at which a claim was due to its decision, sorted.
  let milliseconds: [Double]

  func percentile(_ share: Double) -> Double {
    guard !milliseconds.isEmpty else { return 0 }
    return milliseconds[min(milliseconds.count - 1, Int(Double(milliseconds.count) * share))]
  }

  var text: String {
    "at \(rate) a second: p50 \(String(format: "%.2f", percentile(0.5))) ms, "
      + "p99 \(String(format: "%.2f", percentile(0.99))) ms, \(answered) decided, \(failed) not"
  }
}

/// Submits single claims at a steady rate, whether or not earlier ones are decided, and measures each
/// from the moment at which it was due.
struct LatencyPart {
  let suite: BenchmarkSuite
  let rate: Int
  let seconds: Int

  func run() async throws -> LatencyFigures {
    let requests = try await requests()
    let client = try suite.client("gateway")
    let service = ClaimV1.ClaimServiceClient(client: client)
    _ = try await service.listClaims(.with { $0.pageSize = 1 })
    let begin = ContinuousClock.now + .milliseconds(100)
    let interval = Duration.seconds(1) / rate
    var figures: [Double] = []
    var failed = 0
    await withTaskGroup(of: Double?.self) { group in
      for (index, request) in requests.enumerated() {
        let due = begin + interval * index
        try? await ContinuousClock().sleep(until: due, tolerance: .zero)
        group.addTask {
          let options = RPCCallOptions(timeout: .seconds(30))
          let answer = try? await service.submitClaim(request, options: options)
          guard answer?.decision != nil else { return nil }
          return (ContinuousClock.now - due) / .milliseconds(1)
        }
      }
      for await figure in group {
        if let figure { figures.append(figure) } else { failed += 1 }
      }
    }
    await client.close()
    return LatencyFigures(
      rate: rate, answered: figures.count, failed: failed, milliseconds: figures.sorted())
  }

  private func requests() async throws -> [ClaimV1.SubmitClaimRequest] {
    var requests: [ClaimV1.SubmitClaimRequest] = []
    while requests.count < rate * seconds {
      let world = SampleWorld(
        seed: UInt64(900_000 + requests.count), claims: min(1_000, rate * seconds), mix: .load,
        prefix: "L")
      for file in world.loadFiles { try await suite.load(file.text) }
      requests += world.claims.map(LatencyPart.request)
    }
    return Array(requests.prefix(rate * seconds))
  }

  private static func request(_ claim: SampleClaim) -> ClaimV1.SubmitClaimRequest {
    .with {
      $0.requestID = claim.id
      $0.waitFor = .decided
      $0.claim = .with {
        $0.patientControlNumber = claim.id
        $0.billingProvider = .with {
          $0.npi = claim.billing.npi
          $0.tin = claim.billing.taxID
          $0.name = claim.billing.name
        }
        $0.patient = .with {
          $0.memberID = claim.member.id
          $0.familyName = claim.member.lastName
          $0.givenName = claim.member.firstName
          $0.birthDate = .with { $0.days = claim.member.birth.number }
        }
        $0.authorizationNumber = claim.authorizationNumber ?? ""
        $0.charge = .with { $0.cents = claim.lineTotal.cents }
        $0.placeOfService = claim.placeOfService
        $0.diagnoses = claim.diagnoses
        $0.lines = claim.lines.enumerated().map { index, line in
          .with {
            $0.lineNumber = Int32(index + 1)
            $0.procedure = line.code
            $0.charge = .with { $0.cents = line.charge.cents }
            $0.quantity = .with { $0.thousandths = line.units.thousandths }
            $0.from = .with { $0.days = line.day.number }
            $0.diagnosisPointers = [1]
          }
        }
      }
    }
  }
}
