import ArgumentParser
import Logging
import RPC
import ServiceProcess
import Testing

@Suite("Configuration is checked before anything is opened")
struct ConfigurationTests {
  private let complete = [
    "--listen", "unix:/tmp/a.sock", "--listen", "127.0.0.1:7443", "--certificate", "c.pem",
    "--key", "k.pem", "--authority", "ca.pem", "--store", "s.db",
  ]

  private func configuration(
    _ arguments: [String], _ environment: [String: String] = [:], name: String = "payment"
  ) throws -> ServiceConfiguration {
    try ServiceOptions.parse(arguments).configuration(of: name, environment: environment)
  }

  @Test("Options are read, with defaults for the rest")
  func readsOptions() throws {
    let configuration = try configuration(complete)
    #expect(
      configuration.addresses == [
        .unix(path: "/tmp/a.sock"), .tcp(host: "127.0.0.1", port: 7443),
      ])
    #expect(configuration.certificatePath == "c.pem")
    #expect(configuration.logLevel == .info)
    #expect(configuration.drainTimeMax == .seconds(20))
    #expect(configuration.busyPollingTimeMax == .microseconds(100))
    #expect(!configuration.isBusinessClockManual)
    #expect(configuration.firstViolation() == nil)
  }

  @Test("What is not given is taken from the environment, and an option wins over it")
  func readsTheEnvironment() throws {
    let environment = [
      "HMO_LISTEN": "[::1]:1,unix:/x", "HMO_CERTIFICATE": "ec", "HMO_KEY": "ek",
      "HMO_AUTHORITY": "ea", "HMO_STORE": "es", "HMO_LOG_LEVEL": "debug", "HMO_DRAIN_SECONDS": "7",
      "HMO_BUSY_POLLING_MICROSECONDS": "0",
    ]
    let taken = try configuration(["--store", "mine.db"], environment)
    #expect(taken.addresses == [.tcp(host: "::1", port: 1), .unix(path: "/x")])
    #expect(taken.privateKeyPath == "ek")
    #expect(taken.storePath == "mine.db")
    #expect(taken.logLevel == .debug)
    #expect(taken.drainTimeMax == .seconds(7))
    #expect(taken.busyPollingTimeMax == .zero)
    #expect(taken.firstViolation() == nil)
  }

  @Test(
    "A missing or wrong value is named in words",
    arguments: [
      (["--store", ""], "store"), (["--key", ""], "key"), (["--drain-seconds", "21"], "draining"),
      (["--listen", "127.0.0.1:7443"], "twice"), (["--business-clock", "manual"], "gateway"),
      (["--busy-polling-microseconds", "1001"], "busy polling"),
      (["--listen", "unix:/tmp/" + String(repeating: "x", count: 103)], "108 bytes"),
    ])
  func namesViolations(more: [String], word: String) throws {
    let violation = try #require(try configuration(complete + more).firstViolation())
    #expect(violation.contains(word))
  }

  @Test("Nothing given at all is a violation, not a crash")
  func refusesNothing() throws {
    #expect(try configuration([]).firstViolation()?.contains("--listen") == true)
  }

  @Test(
    "Text that is no address is refused",
    arguments: ["", ":", "host", "host:", ":1", "host:65536", "host:-1", "::1:5", "unix:", "[]:1"])
  func refusesAddresses(text: String) {
    #expect(AddressArgument(argument: text) == nil)
  }

  @Test(
    "A value of the environment that cannot be read is refused",
    arguments: [
      ["HMO_LISTEN": "nowhere"], ["HMO_LOG_LEVEL": "loud"], ["HMO_DRAIN_SECONDS": "soon"],
      ["HMO_BUSINESS_CLOCK": "sundial"], ["HMO_BUSY_POLLING_MICROSECONDS": "-1"],
    ])
  func refusesTheEnvironment(environment: [String: String]) {
    #expect(throws: ServiceProcessError.self) { try configuration([], environment) }
  }

  @Test("Only the gateway may have a manual business clock")
  func gatewayClock() throws {
    let gateway = try configuration(complete + ["--business-clock", "manual"], name: "gateway")
    #expect(gateway.isBusinessClockManual)
    #expect(gateway.firstViolation() == nil)
  }
}
