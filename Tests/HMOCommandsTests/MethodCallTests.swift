import Messages
import Protobuf
import RPC
import Testing

@testable import HMOCommands

@Suite("Any method is called by its name")
struct MethodCallTests {
  @Test(
    "A method is found with or without the slash, and with the service that answers it",
    arguments: [
      ("hmo.claim.v1.ClaimService/GetClaim", "gateway"),
      ("/hmo.claim.v1.ClaimService/SubmitClaim", "gateway"),
      ("hmo.claim.v1.WorkQueueService/ListPended", "gateway"),
      ("hmo.eligibility.v1.EligibilityAdministrationService/LoadEligibility", "eligibility"),
      ("hmo.network.v1.NetworkService/ResolveContract", "network"),
      ("hmo.authorization.v1.AuthorizationService/HoldUnits", "authorization"),
      ("hmo.payment.v1.PaymentService/AdjudicateClaim", "payment"),
    ])
  func finds(name: String, service: String) throws {
    let call = try MethodCall(name)
    #expect(call.service == service)
    #expect(call.method.path == (name.hasPrefix("/") ? name : "/" + name))
  }

  @Test("Every method of the suite is found by the name that the list prints")
  func findsAll() throws {
    let methods = MessagesDescriptors.pool.services.flatMap(\.methods)
    #expect(methods.count > 20)
    for method in methods {
      let call = try MethodCall(String(method.path.dropFirst()))
      #expect(call.method.path == method.path)
      // Every process answers health, reflection and status: the caller says which one is meant.
      let isOurs = method.path.hasPrefix("/hmo.") && !method.path.hasPrefix("/hmo.status.")
      #expect(SuiteLayout.services.contains(call.service) == isOurs, "\(method.path)")
    }
  }

  @Test(
    "A name that is no method is refused without steering the terminal",
    arguments: [
      "", "/", "GetClaim", "hmo.claim.v1.ClaimService", "hmo.claim.v1.ClaimService/",
      "hmo.claim.v1.ClaimService/Nothing", "\u{1B}[2J",
    ])
  func unknown(name: String) throws {
    let failure = try #require(failure { try MethodCall(name) })
    #expect(failure.message.contains("hmo call --list"))
    #expect(!failure.message.contains("\u{1B}"))
  }
}

@Suite("What people and programs read")
struct OutputTests {
  private let summary = ClaimV1.ClaimSummary.with {
    $0.claimID = "HC000000000001"
    $0.state = .payable
    $0.charge = .with { $0.cents = 120_005 }
    $0.acceptedAt = .with { $0.microseconds = 1_773_151_509_000_000 }
  }

  @Test("JSON has money, moments and states in their forms, and absent values are absent")
  func json() throws {
    let text = try summary.json(isPretty: false)
    #expect(text.contains(#""claimId":"HC000000000001""#))
    #expect(text.contains(#""charge":"1200.05""#))
    #expect(text.contains(#""state":"CLAIM_STATE_PAYABLE""#))
    #expect(text.contains("2026-03-10T14:05:09Z"))
    #expect(!text.contains(#""paid":"0.00""#))
    #expect(!text.contains("\n"))
  }

  @Test("Pretty JSON says the same and is read back")
  func prettyJSON() throws {
    let text = try summary.json()
    #expect(text.contains("\n"))
    let bytes = try ProtobufJSON.decode(
      json: text, type: "hmo.claim.v1.ClaimSummary", pool: MessagesDescriptors.pool)
    #expect(try ClaimV1.ClaimSummary(protobufBytes: bytes) == summary)
  }

  @Test("A state is said as people say it, also one that is not known yet")
  func states() {
    #expect(
      ClaimV1.ClaimState.known.dropFirst().map(\.text)
        == [
          "accepted", "pended", "payable", "denied", "paid", "voided", "encounter", "replaced",
          "suspended",
        ])
    #expect(ClaimV1.ClaimState(rawValue: 42).text == "state 42")
  }

  @Test("The most extreme amounts and moments are printed", arguments: [Int64.min, .max])
  func extremes(value: Int64) {
    #expect(!TypeV1.Money.with { $0.cents = value }.text.isEmpty)
    #expect(TypeV1.Instant.with { $0.microseconds = value }.text.hasSuffix("Z"))
  }
}

@Suite("A failed call is said in a sentence, with a code that scripts read")
struct CommandFailureTests {
  @Test("A service that is not there", arguments: [RPCStatusCode.unavailable, .deadlineExceeded])
  func unreachable(code: RPCStatusCode) {
    let failure = CommandFailure(RPCError(code, "no answer"), calling: "the payment service")
    #expect(failure.code == ExitCodes.unreachable)
    #expect(failure.message.hasPrefix("the payment service cannot be reached"))
    #expect(failure.message.contains("hmo status"))
  }

  @Test("A certificate that may not")
  func notPermitted() {
    let failure = CommandFailure(RPCError(.permissionDenied, "no"), calling: "the gateway")
    #expect(failure.message.contains("certificate"))
    #expect(failure.code == ExitCodes.failed)
  }

  @Test("Fields that are wrong, a line each, with the reason")
  func fields() {
    let error = RPCError(
      .invalidArgument, "Wrong.", reason: "FIELD_INVALID",
      fieldViolations: [
        FieldViolation(field: "a", description: "Give a."),
        FieldViolation(field: "b", description: "Give b."),
      ])
    let failure = CommandFailure(error, calling: "the gateway")
    #expect(failure.message == "Wrong. [FIELD_INVALID]\n  a: Give a.\n  b: Give b.")
  }
}
