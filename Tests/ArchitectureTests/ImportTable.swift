/// Which modules each part of the tree may import. What is not listed is forbidden.
///
/// Imports go one way: server, service, rules, domain. The package manifest states dependencies; this
/// table states the architecture, so that a new dependency is a decision and not an accident.
enum ImportTable {
  /// A folder of `Sources` with the modules that its files may import.
  struct Row: Sendable {
    let folder: String
    let modules: Set<String>

    init(_ folder: String, _ modules: Set<String>) {
      self.folder = "Sources/\(folder)/"
      self.modules = modules
    }
  }

  /// The C library and the language's own modules: part of no layer.
  static let platform: Set<String> = ["Glibc", "Musl", "Darwin", "Synchronization", "Dispatch"]

  private static let domain: Set<String> = ["Domain"]
  private static let loops: Set<String> = ["NIOCore", "NIOPosix"]
  private static let wire: Set<String> = ["Protobuf", "TLS", "RPC"]
  private static let service: Set<String> = [
    "Domain", "Messages", "DomainMessages", "RPC", "Protobuf", "Storage", "ServiceProcess", "TLS",
    "Logging", "NIOCore", "ServiceLifecycle",
  ]
  private static let server: Set<String> = [
    "ServiceProcess", "RPC", "ArgumentParser", "Foundation",
  ]

  /// One row a target.
  static let rows: [Row] =
    [
      Row("Domain", []),
      Row("Transport/Protobuf", ["CProtobufC"]),
      Row("Transport/TLS", ["COpenSSL", "NIOCore"]),
      Row(
        "Transport/RPC",
        loops.union(["CNghttp2", "CZlib", "TLS", "Protobuf", "Logging", "Metrics"])),
      Row("Messages/Messages", ["CMessages", "CProtobufC", "Protobuf", "RPC"]),
      Row("Messages/DomainMessages", ["Messages", "Domain", "Protobuf"]),
      Row("Storage", ["CSQLite", "COpenSSL", "Domain"]),
      Row("EDI", domain),
      Row(
        "ServiceProcess",
        wire.union(loops).union([
          "Messages", "Storage", "Domain", "Logging", "Metrics", "ServiceLifecycle",
          "ArgumentParser",
        ])),
      Row("CommandLine/hmo", ["HMOCommands", "ArgumentParser"]),
      Row(
        "CommandLine/HMOCommands",
        wire.union(loops).union([
          "Messages", "Domain", "SampleClaims", "Logging", "ArgumentParser", "Foundation",
        ])),
      Row("Generator/protoc-gen-hmo", ["CProtobufC", "Protobuf", "Foundation"]),
      Row("Testing/SampleClaims", domain),
      Row("Testing/ProtocolCases", ["RawHTTP2"]),
      Row("Testing/RawHTTP2", loops.union(["CNghttp2", "RPC", "TLS"])),
      Row(
        "Testing/TestKit",
        wire.union(loops).union([
          "Messages", "Domain", "SampleClaims", "Logging", "Foundation",
        ])),
    ]
    + rows(of: "Eligibility", rules: "EligibilityRules", service: "Eligibility", "eligibility")
    + rows(of: "ProviderNetwork", rules: "NetworkRules", service: "ProviderNetwork", "network")
    + rows(
      of: "Authorization", rules: "AuthorizationRules", service: "Authorization", "authorization")
    + rows(of: "Payment", rules: "PaymentRules", service: "Payment", "payment")
    + rows(of: "Gateway", rules: "ClaimRules", service: "Gateway", "gateway", extra: ["EDI"])

  /// Rules know the domain alone, a service its own rules, a server its own service.
  private static func rows(
    of folder: String, rules: String, service name: String, _ process: String,
    extra: Set<String> = []
  ) -> [Row] {
    [
      Row("\(folder)/\(rules)", domain),
      Row("\(folder)/\(name)", service.union(extra).union([rules])),
      Row("\(folder)/\(process)-server", server.union([name])),
    ]
  }

  /// The row of the file at `path`, or nothing when the tree has grown a part without one.
  static func row(for path: String) -> Row? {
    rows.first { path.hasPrefix($0.folder) }
  }
}
