import Messages
import Protobuf
import RPC
import Storage
import Testing

@Suite("Who pays and who is paid")
struct PartiesTests {
  @Test("PARTY-1: the same load again changes nothing, another one under its name is refused")
  func repeated() async throws {
    let payment = try PaymentFixture()
    #expect(try await payment.loadParties() == 1)
    #expect(try await payment.loadParties() == 1)
    let count = try await payment.store.read { reader in
      try reader.first("SELECT COUNT(*) FROM payee") { row in try row.value(0, as: Int.self) }
    }
    #expect(count == 1)
    let error = await #expect(throws: RPCError.self) {
      try await payment.loadParties(payees: [])
    }
    #expect(error?.reason == "KEY_REUSED")
  }

  @Test("PARTY-1: a payer with a wrong field is refused and named", arguments: 0..<payers.count)
  func wrongPayer(index: Int) async throws {
    let (field, change) = Self.payers[index]
    var payer = PartyMessage.payer
    change(&payer)
    let payment = try PaymentFixture()
    let error = await #expect(throws: RPCError.self) {
      try await payment.loadParties(payer: payer)
    }
    #expect(error?.message.hasPrefix("payer.\(field) ") == true, "\(error?.message ?? "")")
    await #expect(throws: RPCError.self) { try await payment.close("close-1") }
  }

  @Test("PARTY-1: a payee with a wrong field is refused and named", arguments: 0..<payees.count)
  func wrongPayee(index: Int) async throws {
    let (field, change) = Self.payees[index]
    var payee = PartyMessage.payee
    change(&payee)
    let payment = try PaymentFixture()
    let error = await #expect(throws: RPCError.self) {
      try await payment.loadParties(payees: [payee])
    }
    #expect(error?.message.hasPrefix("payees[0].\(field) ") == true, "\(error?.message ?? "")")
  }

  @Test("PARTY-1: one payee stands once in a load, and the routing number of a bank may be absent")
  func payeeTwice() async throws {
    let payment = try PaymentFixture()
    await #expect(throws: RPCError.self) {
      try await payment.loadParties(payees: [PartyMessage.payee, PartyMessage.payee])
    }
    var byCheck = PartyMessage.payee
    (byCheck.routingNumber, byCheck.accountNumber, byCheck.receiverID) = ("", "", "")
    #expect(try await payment.loadParties(payees: [byCheck]) == 1)
  }

  private typealias PayerChange = @Sendable (inout PaymentV1.Payer) -> Void
  private typealias PayeeChange = @Sendable (inout PaymentV1.Payee) -> Void

  private static let payers: [(String, PayerChange)] = [
    ("name", { $0.name = "" }), ("name", { $0.name = String(repeating: "N", count: 61) }),
    ("name", { $0.name = "A*B" }), ("name", { $0.name = "A~" }), ("name", { $0.name = "A:B" }),
    ("name", { $0.name = "A^B" }), ("name", { $0.name = "A\nB" }), ("name", { $0.name = " A" }),
    ("name", { $0.name = "A\u{85}B" }), ("payer_id", { $0.payerID = "X" }),
    ("payer_id", { $0.payerID = "1234567890123456" }), ("tin", { $0.tin = "12345678" }),
    ("tin", { $0.tin = "12-345678" }), ("address", { $0.address = nil }),
    ("address.line", { $0.address?.line = "" }), ("address.city", { $0.address?.city = "A" }),
    ("address.state", { $0.address?.state = "Tx" }),
    ("address.state", { $0.address?.state = "TEX" }),
    ("address.postal_code", { $0.address?.postalCode = "787011" }),
    ("address.postal_code", { $0.address?.postalCode = "7870A" }),
    ("contact_name", { $0.contactName = "" }), ("contact_phone", { $0.contactPhone = "555-0100" }),
    ("routing_number", { $0.routingNumber = "021000022" }),
    ("routing_number", { $0.routingNumber = "000000000" }),
    ("routing_number", { $0.routingNumber = "" }), ("account_number", { $0.accountNumber = "" }),
    ("account_number", { $0.accountNumber = "123456789012345678" }),
  ]

  private static let payees: [(String, PayeeChange)] = [
    ("npi", { $0.npi = "1234567890" }), ("tin", { $0.tin = "" }), ("name", { $0.name = "" }),
    ("address.state", { $0.address?.state = "" }),
    ("routing_number", { $0.routingNumber = "12345678" }),
    ("account_number", { $0.accountNumber = "" }), ("receiver_id", { $0.receiverID = "L" }),
    ("receiver_id", { $0.receiverID = "LAKESIDECLINIC01" }),
  ]
}
