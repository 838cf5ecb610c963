import Foundation
import Messages
import RPC
import ServiceProcess
import Testing

@Suite("A service that cannot start says why in one sentence and leaves nothing open")
struct StartFailureTests {
  private func refusal(
    _ fixture: ServiceFixture, _ change: (inout ServiceConfiguration) throws -> Void
  ) async throws -> ServiceProcessError? {
    var configuration = fixture.configuration
    try change(&configuration)
    do {
      await (try await fixture.start(configuration)).end()
      return nil
    } catch {
      return error as? ServiceProcessError
    }
  }

  @Test("A configuration that breaks a rule is refused before a file is touched")
  func refusesConfiguration() async throws {
    let fixture = try ServiceFixture()
    let error = try await refusal(fixture) { $0.drainTimeMax = .seconds(21) }
    #expect(error?.code == .configuration)
    #expect(!FileManager.default.fileExists(atPath: fixture.configuration.storePath))
  }

  @Test("A missing certificate, a key that others may read, and another service's certificate")
  func refusesIdentities() async throws {
    let fixture = try ServiceFixture()
    let missing = try await refusal(fixture) { $0.certificatePath = "/none.pem" }
    #expect(missing?.code == .identity)
    let other = try await refusal(fixture) { $0.name = "eligibility" }
    #expect(other?.code == .identity)
    #expect(other?.message.contains("service/eligibility") == true)
    let key = fixture.configuration.privateKeyPath
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
    let exposed = try await refusal(fixture) { _ in }
    #expect(exposed?.code == .identity)
    #expect(exposed?.message.contains("chmod 600") == true)
  }

  @Test("A store in a folder that is not there, and one that is open elsewhere")
  func refusesStores() async throws {
    let fixture = try ServiceFixture()
    let missing = try await refusal(fixture) { $0.storePath += "/none/s.db" }
    #expect(missing?.code == .store)
    let first = try await fixture.start()
    let second = try await refusal(fixture) { $0.addresses = [.tcp(host: "127.0.0.1", port: 0)] }
    #expect(second?.code == .store)
    #expect(second?.message.contains("another process") == true)
    await first.end()
  }

  @Test("An address that is taken, after which the store is closed again")
  func refusesAddresses() async throws {
    let fixture = try ServiceFixture()
    let other = try ServiceFixture()
    let first = try await other.start()
    let taken = try await refusal(fixture) { $0.addresses = other.configuration.addresses }
    #expect(taken?.code == .address)
    await first.end()
    await (try await fixture.start()).end()
  }

  @Test("A TCP port that is taken")
  func refusesPorts() async throws {
    let fixture = try ServiceFixture()
    let other = try ServiceFixture()
    var configuration = other.configuration
    configuration.addresses = [.tcp(host: "127.0.0.1", port: 0)]
    let first = try await other.start(configuration)
    let taken = try await refusal(fixture) { $0.addresses = first.addresses }
    #expect(taken?.code == .address)
    await first.end()
  }

  @Test("A method without a row in the table of permissions")
  func refusesMethods() async throws {
    let fixture = try ServiceFixture()
    let error = await #expect(throws: ServiceProcessError.self) {
      try await fixture.start(permissions: PermissionTable([]))
    }
    #expect(error?.code == .permissions)
    #expect(error?.message.contains("/grpc.health.v1.Health/Check") == true)
  }

  @Test("A service whose own preparation fails")
  func refusesFailedPreparation() async throws {
    struct Secret: Error {
      let member = "M4711"
    }
    let fixture = try ServiceFixture()
    let definition = ServiceDefinition(name: "payment", schema: ServiceFixture.schema) { _ in
      throw Secret()
    }
    let error = await #expect(throws: ServiceProcessError.self) {
      try await RunningService.start(definition, fixture.configuration, logger: fixture.logger)
    }
    #expect(error?.code == .preparation)
    #expect(error?.message.contains("4711") == false)
    await (try await fixture.start()).end()
  }
}
