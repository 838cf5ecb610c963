import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC

/// A reversal as the gateway sends it.
struct ReversalMessage {
  var claimID = "C1"
  var reversedVersion: Int32 = 1
  var attempt: Int32 = 1
  var reason = PaymentV1.ReversalReason.providerVoid

  init(_ claimID: String = "C1", _ change: (inout ReversalMessage) -> Void = { _ in }) {
    self.claimID = claimID
    change(&self)
  }

  var message: PaymentV1.Reversal {
    .with {
      $0.key = .with {
        $0.claimID = claimID
        $0.version = reversedVersion + 1
        $0.attempt = attempt
        $0.step = "reverse"
      }
      $0.reversedVersion = reversedVersion
      $0.businessTime = Instant(startOf: ClaimMessage.dayOfService.adding(days: 9)).message
      $0.reason = reason
    }
  }
}

extension PaymentFixture {
  func reverse(_ reversals: [PaymentV1.Reversal]) async throws -> [PaymentV1.ReversalResult] {
    try await PaymentHandler(store: store)
      .reverseClaim(.with { $0.reversals = reversals }, context: context).results
  }

  /// Takes one version back that must not be refused.
  func takeBack(_ reversal: ReversalMessage) async throws -> PaymentV1.ClaimDecision {
    let result = try await reverse([reversal.message]).first?.result
    guard case .reversal(let decision) = result else {
      throw RPCError(.failedPrecondition, "the reversal was refused: \(String(describing: result))")
    }
    return decision
  }
}

extension PaymentV1.ReversalResult {
  /// Code and reason of a refusal.
  var refusal: String {
    if case .refusal(let refusal) = result { "\(refusal.code) \(refusal.reason)" } else { "" }
  }
}
