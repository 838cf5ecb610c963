import Domain
import Logging
import Messages
import NIOPosix
import Payment
import Protobuf
import RPC
import ServiceProcess
import Storage
import TLS
import TestKit
import Testing

@Suite("The service answers over its socket")
struct ServiceRoundTripTests {
  @Test("The gateway decides claims, the operator loads and verifies, each over TLS")
  func roundTrip() async throws {
    let process = try await PaymentProcess()
    try await process.withClient(.client, "hmo") { client in
      let administration = PaymentV1.PaymentAdministrationServiceClient(client: client)
      let loaded = try await administration.loadOpeningBalances(
        .with {
          $0.requestID = "load-1"
          $0.balances = [opening("member", "out_of_pocket", 599_000)]
        })
      #expect(loaded.postings == 1)
    }
    try await process.withClient(.service, "gateway") { client in
      let payment = PaymentV1.PaymentServiceClient(client: client)
      let request = PaymentV1.AdjudicateClaimRequest.with {
        $0.adjudications = [ClaimMessage().message]
      }
      let first = try await payment.adjudicateClaim(request)
      let again = try await payment.adjudicateClaim(request)
      #expect(first.protobufBytes() == again.protobufBytes())
      guard case .decision(let decision) = first.results.first?.result else {
        Issue.record("the claim was refused")
        return
      }
      #expect(decision.patientShare?.cents == 1_000)
    }
    await process.end()
  }

  @Test("The operator loads the parties; the gateway reverses a claim and closes a run over TLS")
  func runRoundTrip() async throws {
    let process = try await PaymentProcess()
    try await process.withClient(.client, "hmo") { client in
      _ = try await PaymentV1.PaymentAdministrationServiceClient(client: client)
        .loadRemittanceParties(
          .with {
            $0.requestID = "parties-1"
            $0.payer = PartyMessage.payer
          })
    }
    try await process.withClient(.service, "gateway") { client in
      let payment = PaymentV1.PaymentServiceClient(client: client)
      _ = try await payment.adjudicateClaim(.with { $0.adjudications = [ClaimMessage().message] })
      let reversed = try await payment.reverseClaim(
        .with { $0.reversals = [ReversalMessage().message] })
      #expect(reversed.results.map(\.refusal) == [""])
      let runs = PaymentV1.PaymentRunServiceClient(client: client)
      let run = try await runs.closeRun(
        .with {
          $0.requestID = "close-1"
          $0.closedAt = ClaimMessage().message.businessTime
        }
      ).run
      #expect(run?.claims == 2)
      let remittances = try await runs.listRemittances(.with { $0.runID = run?.runID ?? "" })
      #expect(remittances.remittances.map(\.payment?.cents) == [0])
    }
    await process.end()
  }

  @Test("LEDGER-3: a store begun without a ledger of sequestration has one before it is served")
  func earlierLedger() async throws {
    let process = try await PaymentProcess()
    try await process.withClient(.service, "gateway") { client in
      let service = PaymentV1.PaymentServiceClient(client: client)
      _ = try await service.adjudicateClaim(
        .with { request in
          request.adjudications = ["C1", "C2", "C3"].map { name in
            ClaimMessage(name) {
              $0.terms.lineOfBusiness = .medicareAdvantage
              $0.clause = name == "C3" ? .none : .passThrough
            }.message
          }
        })
      _ = try await service.reverseClaim(.with { $0.reversals = [ReversalMessage("C2").message] })
    }
    await process.end()
    try await Self.takeLedgerAway(process.storePath)
    let current = try await process.restarted()
    let found = try await current.violations()
    #expect(found == [])
    await current.end()
    let store = try Store.open(
      StoreConfiguration(path: process.storePath), schema: PaymentSchema.schema)
    let entries = try await store.read { reader in
      try reader.rows(
        """
        SELECT claim_id, version, amount FROM ledger_entry WHERE account = 'sequestration'
        ORDER BY claim_id, version
        """
      ) { row in
        "\(try row.value(0, as: String.self))/\(try row.value(1, as: Int64.self)) "
          + "\(try row.value(2, as: Int64.self))"
      }
    }
    let due = try await store.read { reader in
      try reader.rows("SELECT 1 FROM sequestration_due", read: { _ in true }).count
    }
    #expect(due == 0)
    #expect(entries == ["C1/1 170", "C2/1 220", "C2/2 -220"])
    await store.close()
  }

  @Test("LEDGER-1: the checks show the balances of the ledger when asked for, before violations")
  func showsLedger() async throws {
    let process = try await PaymentProcess()
    try await process.withClient(.service, "gateway") { client in
      _ = try await PaymentV1.PaymentServiceClient(client: client).adjudicateClaim(
        .with { $0.adjudications = [ClaimMessage().message] })
    }
    let shown = try await process.withClient(.client, "hmo") { client in
      var shown: [String] = []
      let administration = PaymentV1.PaymentAdministrationServiceClient(client: client)
      for try await answer in try await administration.verifyStore(.with { $0.showsLedger = true })
      {
        let balance = try #require(answer.ledgerBalance)
        shown.append("\(balance.account) \(balance.amount?.cents ?? 0)")
      }
      return shown
    }
    #expect(shown == ["accounts_payable -8500", "claims_expense 8500"])
    #expect(try await process.violations() == [])
    await process.end()
  }

  /// Makes the store what the migration leaves of one that was begun before.
  private static func takeLedgerAway(_ path: String) async throws {
    let store = try Store.open(StoreConfiguration(path: path), schema: PaymentSchema.schema)
    let statements: [SQL] = [
      "DELETE FROM ledger_entry WHERE posting = 'sequestration'",
      "UPDATE decision SET sequestered = 0",
      """
      INSERT INTO sequestration_due (claim_id, version)
      SELECT claim_id, version FROM decision WHERE paid <> 0
      """,
    ]
    try await store.write { transaction in
      for statement in statements { try transaction.execute(statement) }
    }
    await store.close()
  }

  @Test("The checks stream each violation")
  func streamsViolations() async throws {
    let process = try await PaymentProcess()
    try await process.withClient(.service, "gateway") { client in
      _ = try await PaymentV1.PaymentServiceClient(client: client).adjudicateClaim(
        .with { $0.adjudications = [ClaimMessage().message] })
    }
    await process.end()
    let store = try Store.open(
      StoreConfiguration(path: process.storePath), schema: PaymentSchema.schema)
    try await store.write { try $0.execute("UPDATE ledger_entry SET amount = 7") }
    await store.close()
    let damaged = try await process.restarted()
    let found = try await damaged.violations()
    #expect(found == ["PAY-LEDGER", "PAY-LEDGER", "PAY-LEDGER", "PAY-LEDGER"])
    await damaged.end()
  }
}

/// The payment service as its process runs it, on a Unix socket with certificates of its own.
struct PaymentProcess {
  let authority: TestAuthority
  let service: RunningService
  let configuration: ServiceConfiguration

  var storePath: String { configuration.storePath }

  init() async throws {
    let authority = try TestAuthority()
    let identity = try #require(TLSIdentity(kind: .service, name: "payment"))
    let files = try authority.files(for: identity)
    try await self.init(
      authority,
      ServiceConfiguration(
        name: "payment", addresses: [.unix(path: authority.directory + "/p.sock")],
        certificatePath: files.certificatePath, privateKeyPath: files.privateKeyPath,
        authorityPath: authority.bundlePath, storePath: authority.directory + "/p.db"))
  }

  private init(_ authority: TestAuthority, _ configuration: ServiceConfiguration) async throws {
    self.authority = authority
    self.configuration = configuration
    service = try await RunningService.start(
      .payment, configuration, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  func end() async {
    await service.stopServing()
    await service.close()
  }

  func restarted() async throws -> PaymentProcess {
    try await PaymentProcess(authority, configuration)
  }

  /// The invariants that the checks of the store find broken.
  func violations() async throws -> [String] {
    try await withClient(.client, "hmo") { client in
      var found: [String] = []
      let administration = PaymentV1.PaymentAdministrationServiceClient(client: client)
      for try await response in try await administration.verifyStore(.init()) {
        found.append(response.violation?.invariant ?? "")
      }
      return found
    }
  }

  func withClient<Value>(
    _ kind: TLSIdentity.Kind, _ name: String, _ body: (RPCClient) async throws -> Value
  ) async throws -> Value {
    let identity = try #require(TLSIdentity(kind: kind, name: name))
    let expected = try #require(TLSIdentity(kind: .service, name: "payment"))
    let client = RPCClient(
      target: configuration.addresses[0], tls: try authority.context(.client, for: identity),
      expecting: .exactly(expected), eventLoop: MultiThreadedEventLoopGroup.singleton.next())
    do {
      let value = try await body(client)
      await client.close()
      return value
    } catch {
      await client.close()
      throw error
    }
  }
}
