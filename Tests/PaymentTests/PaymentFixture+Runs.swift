import Domain
import DomainMessages
import Messages
import Payment
import Protobuf
import RPC

extension PaymentFixture {
  private var runs: PaymentRunHandler { PaymentRunHandler(store: store) }

  /// Loads payer and payees.
  @discardableResult
  func loadParties(
    _ requestID: String = "parties-1", payer: PaymentV1.Payer? = PartyMessage.payer,
    payees: [PaymentV1.Payee] = [PartyMessage.payee]
  ) async throws -> Int32 {
    try await PaymentAdministrationHandler(store: store).loadRemittanceParties(
      .with {
        $0.requestID = requestID
        $0.payer = payer
        $0.payees = payees
      }, context: context
    ).payees
  }

  func close(
    _ requestID: String, at day: Int = 0
  ) async throws -> PaymentV1.PaymentRun {
    let response = try await runs.closeRun(
      .with {
        $0.requestID = requestID
        $0.closedAt = Instant(startOf: ClaimMessage.dayOfService.adding(days: day)).message
      }, context: context)
    return response.run ?? PaymentV1.PaymentRun()
  }

  func listRuns(
    size: Int32 = 0, after token: String = ""
  ) async throws -> PaymentV1.ListRunsResponse {
    try await runs.listRuns(
      .with {
        $0.pageSize = size
        $0.pageToken = token
      }, context: context)
  }

  func listRemittances(
    _ runID: String, size: Int32 = 0, after token: String = ""
  ) async throws -> PaymentV1.ListRemittancesResponse {
    try await runs.listRemittances(
      .with {
        $0.runID = runID
        $0.pageSize = size
        $0.pageToken = token
      }, context: context)
  }

  func remittance(_ remittanceID: String) async throws -> PaymentV1.Remittance? {
    try await runs.getRemittance(
      .with { $0.remittanceID = remittanceID }, context: context
    ).remittance
  }

  func listClaims(
    _ remittanceID: String, size: Int32 = 0, after token: String = ""
  ) async throws -> PaymentV1.ListRemittedClaimsResponse {
    try await runs.listRemittedClaims(
      .with {
        $0.remittanceID = remittanceID
        $0.pageSize = size
        $0.pageToken = token
      }, context: context)
  }

  /// Every version of a remittance as `claim/version`, page by page.
  func versions(_ remittanceID: String, size: Int32 = 3) async throws -> [String] {
    var found: [String] = []
    var token = ""
    repeat {
      let page = try await listClaims(remittanceID, size: size, after: token)
      found += page.claims.map { "\($0.decision?.claimID ?? "")/\($0.decision?.version ?? 0)" }
      token = page.nextPageToken
    } while !token.isEmpty
    return found
  }

  /// The remittances of a run as `payee: claims paid, adjustments -> payment`.
  func printed(_ runID: String) async throws -> [String] {
    try await listRemittances(runID).remittances.map { remittance in
      let adjustments = remittance.adjustments.map {
        " \($0.code) \($0.amount?.cents ?? 0) \($0.reference)"
      }
      return "\(remittance.remittanceID) \(remittance.claimsPaid?.cents ?? -1)"
        + adjustments.joined() + " -> \(remittance.payment?.cents ?? -1)"
    }
  }
}

/// Parties of remittances.
enum PartyMessage {
  static let payer = PaymentV1.Payer.with {
    $0.name = "HARBOR HEALTH PLAN"
    $0.payerID = "HARBOR01"
    $0.tin = "987654321"
    $0.address = address
    $0.contactName = "PROVIDER SERVICES"
    $0.contactPhone = "5125550100"
    $0.routingNumber = "021000021"
    $0.accountNumber = "1000200030"
  }

  static let payee = PaymentV1.Payee.with {
    $0.npi = "1234567893"
    $0.tin = "123456789"
    $0.name = "LAKESIDE CLINIC"
    $0.address = address
    $0.routingNumber = "011401533"
    $0.accountNumber = "7788"
    $0.receiverID = "LAKESIDE"
  }

  static let address = TypeV1.Address.with {
    $0.line = "1 MAIN STREET"
    $0.city = "AUSTIN"
    $0.state = "TX"
    $0.postalCode = "78701"
  }
}
