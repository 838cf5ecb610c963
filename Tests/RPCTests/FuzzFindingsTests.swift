import FieldProperties
import Properties
import RPCProperties
import Testing

@Suite("What fuzzing of both ends of a connection has found")
struct FuzzFindingsTests {
  @Test("Inputs that once broke a property of a server, or reached far into it, break none")
  func server() throws {
    for input in try KeptInputs.of("rpc-server") {
      try holds(input.name) { try RPCServerProperties.check(input.bytes) }
    }
  }

  @Test("Inputs that once broke a property of a client, or reached far into it, break none")
  func client() throws {
    for input in try KeptInputs.of("rpc-client") {
      try holds(input.name) { try RPCClientProperties.check(input.bytes) }
    }
  }

  @Test(
    "Inputs that once broke a property of the wire's fields, or reached far into them, break none")
  func fields() throws {
    for input in try KeptInputs.of("fields") {
      try holds(input.name) { try FieldProperties.check(input.bytes) }
    }
  }

  @Test("The inputs are there: of every target some")
  func kept() throws {
    for target in ["rpc-server", "rpc-client", "fields"] {
      #expect(try KeptInputs.of(target).count > 20, "\(target)")
    }
  }

  private func holds(_ name: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch {
      Issue.record("\(name): it does not hold that \(error)")
    }
  }
}
