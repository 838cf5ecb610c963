// swift-tools-version: 6.2
import PackageDescription

// What each dependency is for. Nothing else may be added without a sentence here.
//
// swift-nio                event loops, sockets, timers: the base of the server ecosystem
// swift-log                structured logs behind one interface, so that a host program may route them
// swift-metrics            counters and histograms behind one interface
// swift-argument-parser    the grammar, help and completion of `hmo` and of the five servers
// swift-service-lifecycle  signals and ordered, bounded shutdown of a process
//
// From the operating system, patched with it: OpenSSL 3 (TLS), nghttp2 (HTTP/2), protobuf-c
// (messages), SQLite (stores), zlib (gzip of gRPC messages, which foreign clients may ask for; off
// unless a server allows it).

let strict: [SwiftSetting] = {
  var settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ]
  if Context.environment["HMO_WARNINGS_AS_ERRORS"] == "1" {
    settings.append(.treatAllWarnings(as: .error))
  }
  return settings
}()

/// For libraries whose small functions run for every field of a claim: built for use, each module that
/// calls them compiles copies of its own (docs/adr/0016). Only when asked for, because a package with
/// such a setting cannot be used by another.
let inlined: [SwiftSetting] =
  Context.environment["HMO_FOR_USE"] == "1"
  ? strict + [.unsafeFlags(["-cross-module-optimization"], .when(configuration: .release))] : strict

let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let lifecycle: Target.Dependency = .product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

func library(
  _ name: String, in folder: String, _ dependencies: [Target.Dependency] = [],
  _ settings: [SwiftSetting] = strict
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(folder)", swiftSettings: settings)
}

func program(
  _ name: String, in folder: String, _ dependencies: [Target.Dependency] = []
) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, path: "Sources/\(folder)", swiftSettings: strict,
    linkerSettings: [allocator])
}

/// A claim is made of very many small values, and the C library takes a tenth longer to give and take
/// back their memory (docs/adr/0011).
let allocator = LinkerSetting.linkedLibrary(
  "jemalloc", .when(platforms: [.linux], configuration: .release))

func tests(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: "Tests/\(name)", exclude: exclude,
    swiftSettings: strict)
}

/// What must hold for all inputs, for the fuzz targets and for the tests that try findings again.
func properties(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Fuzz/\(name)", swiftSettings: strict)
}

/// The three targets of one service: pure rules, store and handlers, and a main a screen long.
func service(
  folder: String, rules: String, service: String, server: String,
  extra: [Target.Dependency] = [], serverExtra: [Target.Dependency] = []
) -> [Target] {
  [
    library(rules, in: "\(folder)/\(rules)", ["Domain"], inlined),
    library(
      service, in: "\(folder)/\(service)",
      [
        .target(name: rules), "Domain", "Messages", "DomainMessages", "RPC", "Protobuf", "Storage",
        "ServiceProcess",
      ] + extra),
    program(
      server, in: "\(folder)/\(server)",
      [.target(name: service), "ServiceProcess", arguments] + serverExtra),
  ]
}

let system: [Target] = [
  .systemLibrary(
    name: "COpenSSL", path: "Sources/System/COpenSSL", pkgConfig: "openssl",
    providers: [.apt(["libssl-dev"])]),
  .systemLibrary(
    name: "CNghttp2", path: "Sources/System/CNghttp2", pkgConfig: "libnghttp2",
    providers: [.apt(["libnghttp2-dev"])]),
  .systemLibrary(
    name: "CProtobufC", path: "Sources/System/CProtobufC", pkgConfig: "libprotobuf-c",
    providers: [.apt(["libprotobuf-c-dev"])]),
  .systemLibrary(
    name: "CSQLite", path: "Sources/System/CSQLite", pkgConfig: "sqlite3",
    providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(
    name: "CZlib", path: "Sources/System/CZlib", pkgConfig: "zlib",
    providers: [.apt(["zlib1g-dev"])]),
]

let transport: [Target] = [
  library("Protobuf", in: "Transport/Protobuf", ["CProtobufC"], inlined),
  library("TLS", in: "Transport/TLS", ["COpenSSL", nio]),
  library(
    "RPC", in: "Transport/RPC", ["CNghttp2", "CZlib", "TLS", "Protobuf", nio, nioPosix]),
]

let messages: [Target] = [
  .target(name: "CMessages", dependencies: ["CProtobufC"], path: "Sources/Messages/CMessages"),
  library("Messages", in: "Messages/Messages", ["CMessages", "CProtobufC", "Protobuf", "RPC"]),
  library(
    "DomainMessages", in: "Messages/DomainMessages", ["Messages", "Domain", "Protobuf"], inlined),
]

let platform: [Target] = [
  library("Domain", in: "Domain", [], inlined),
  library("Storage", in: "Storage", ["CSQLite", "COpenSSL", "Domain"], inlined),
  library("EDI", in: "EDI", ["Domain"], inlined),
  library(
    "ServiceProcess", in: "ServiceProcess",
    [
      "RPC", "TLS", "Protobuf", "Messages", "Storage", "Domain", logging, metrics, lifecycle,
      arguments, nio, nioPosix,
    ]),
]

let services: [Target] =
  service(
    folder: "Eligibility", rules: "EligibilityRules", service: "Eligibility",
    server: "eligibility-server")
  + service(
    folder: "ProviderNetwork", rules: "NetworkRules", service: "ProviderNetwork",
    server: "network-server")
  + service(
    folder: "Authorization", rules: "AuthorizationRules", service: "Authorization",
    server: "authorization-server")
  + service(
    folder: "Payment", rules: "PaymentRules", service: "Payment", server: "payment-server")
  + service(
    folder: "Gateway", rules: "ClaimRules", service: "Gateway", server: "gateway-server",
    extra: ["EDI", "TLS", nio, logging, lifecycle], serverExtra: ["RPC"])

let tools: [Target] = [
  library(
    "HMOCommands", in: "CommandLine/HMOCommands",
    ["Messages", "Protobuf", "RPC", "TLS", "Domain", "SampleClaims", nioPosix, arguments]),
  program("hmo", in: "CommandLine/hmo", ["HMOCommands", arguments]),
  properties("Properties"),
  properties("EDIProperties", ["Properties", "EDI", "Domain"]),
  properties(
    "RPCProperties",
    ["Properties", "RawHTTP2", "RPC", "TLS", "Protobuf", "TestMessages", nio, nioEmbedded]),
  properties(
    "MessageProperties", ["Properties", "Protobuf", "Messages", "DomainMessages", "Domain"]),
  properties("FieldProperties", ["Properties", "RPC", "TLS", "Protobuf", "Messages"]),
  program("protoc-gen-hmo", in: "Generator/protoc-gen-hmo"),
  library("SampleClaims", in: "Testing/SampleClaims", ["Domain"]),
  library("RawHTTP2", in: "Testing/RawHTTP2", ["CNghttp2", "RPC", "TLS", nio, nioPosix]),
  library("ProtocolCases", in: "Testing/ProtocolCases", ["RawHTTP2"]),
  library(
    "TestKit", in: "Testing/TestKit",
    ["Messages", "RPC", "TLS", "Protobuf", "Domain", "SampleClaims", nioPosix]),
]

/// What the tests of a service need beside it.
let served: [Target.Dependency] = [
  "Messages", "DomainMessages", "Protobuf", "RPC", "TLS", "ServiceProcess", "Storage", "Domain",
  "TestKit", logging, nio, nioPosix,
]

let testTargets: [Target] = [
  .target(
    name: "CTestMessages", dependencies: ["CProtobufC"], path: "Tests/TestMessages/CTestMessages"),
  .target(
    name: "TestMessages", dependencies: ["CTestMessages", "CProtobufC", "Protobuf", "RPC"],
    path: "Tests/TestMessages/TestMessages", swiftSettings: strict),
  .target(
    name: "CInteropMessages", dependencies: ["CProtobufC"],
    path: "Tests/InteropMessages/CInteropMessages"),
  .target(
    name: "InteropMessages", dependencies: ["CInteropMessages", "CProtobufC", "Protobuf", "RPC"],
    path: "Tests/InteropMessages/InteropMessages", swiftSettings: strict),
  .target(
    name: "InteropSuite", dependencies: ["InteropMessages", "RPC", "Protobuf", "TLS"],
    path: "Tests/InteropSuite", swiftSettings: strict),
  tests("DomainTests", ["Domain"]),
  tests(
    "ProtobufTests",
    [
      "Protobuf", "Messages", "TestMessages", "MessageProperties", "Properties", "CTestMessages",
      "CProtobufC",
    ],
    exclude: ["Protos"]),
  tests(
    "DomainMessagesTests",
    ["DomainMessages", "Messages", "Protobuf", "Domain", "SampleClaims"]),
  tests("TLSTests", ["TLS", "TestKit", "COpenSSL", nio, nioEmbedded, nioPosix]),
  tests(
    "RPCTests",
    [
      "RPC", "TLS", "Protobuf", "Messages", "TestMessages", "TestKit", "RawHTTP2", "ProtocolCases",
      "RPCProperties", "FieldProperties", "Properties", "CNghttp2", nio, nioPosix, nioEmbedded,
    ]),
  tests("StorageTests", ["Storage", "Domain", "CSQLite"]),
  tests("EDITests", ["EDI", "EDIProperties", "Properties", "Domain", "SampleClaims"]),
  tests(
    "ServiceProcessTests",
    [
      "ServiceProcess", "Messages", "RPC", "TLS", "Protobuf", "Storage", "Domain", "TestKit",
      arguments, logging, lifecycle, nio, nioPosix,
    ], exclude: ["Matrix/permissions.txt"]),
  tests("EligibilityRulesTests", ["EligibilityRules", "Domain"]),
  tests("NetworkRulesTests", ["NetworkRules", "Domain"]),
  tests("AuthorizationRulesTests", ["AuthorizationRules", "Domain"]),
  tests("PaymentRulesTests", ["PaymentRules", "Domain"]),
  tests("ClaimRulesTests", ["ClaimRules", "Domain"]),
  tests("EligibilityTests", ["Eligibility"] + served),
  tests("ProviderNetworkTests", ["ProviderNetwork"] + served),
  tests("AuthorizationTests", ["Authorization", "AuthorizationRules"] + served),
  tests("PaymentTests", ["Payment", "PaymentRules", "CSQLite"] + served),
  tests("GatewayTests", ["Gateway", "ClaimRules", "EDI", "SampleClaims"] + served),
  tests(
    "HMOCommandsTests",
    ["HMOCommands", "Messages", "Protobuf", "RPC", "TestKit", "Domain", "CZlib", arguments]),
  tests("ScenarioTests", ["HMOCommands"]),
  tests("ArchitectureTests"),
  tests(
    "EndToEndTests",
    [
      "TestKit", "Messages", "Protobuf", "RPC", "TLS", "Domain", "SampleClaims", "CSQLite",
      nioPosix,
    ]),
  tests(
    "InteropTests",
    [
      "InteropSuite", "TestKit", "TestMessages", "SampleClaims", "TLS", "Domain", "EDI", "Messages",
      "Protobuf", "RPC", nioPosix,
    ],
    exclude: ["Python", "requirements.txt"]),
]

/// A program that gives libFuzzer's inputs to one set of properties; see `make fuzz`.
func fuzzer(_ name: String, in folder: String, _ properties: Target.Dependency) -> Target {
  .executableTarget(
    name: name, dependencies: ["FuzzDriver", properties], path: "Fuzz/\(folder)",
    swiftSettings: strict)
}

/// One end of the interoperability cases as a program; see `make interop-server`.
func interopProgram(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["InteropSuite", "RPC", "TLS", nioPosix, arguments],
    path: "Tests/InteropPrograms/\(name)", swiftSettings: strict)
}

/// Programs that measure, fuzz or try other people's gRPC; built only when asked for, so that nobody
/// else waits for them.
let extras: [Target] =
  Context.environment["HMO_EXTRAS"] == "1"
  ? [
    .executableTarget(
      name: "claims-benchmark",
      dependencies: [
        "Messages", "Protobuf", "RPC", "TLS", "Domain", "SampleClaims", "TestKit", nioPosix,
        arguments,
      ], path: "Benchmarks/ClaimsBenchmark", swiftSettings: strict),
    .target(
      name: "EchoService", dependencies: ["TestMessages", "Protobuf", "RPC"],
      path: "Benchmarks/EchoService", swiftSettings: strict),
    .executableTarget(
      name: "echo-server",
      dependencies: [
        "EchoService", "ServiceProcess", "Storage", "TestMessages", "RPC", arguments,
      ],
      path: "Benchmarks/EchoServer", swiftSettings: strict),
    .executableTarget(
      name: "rpc-benchmark",
      dependencies: [
        "TestMessages", "Messages", "Protobuf", "RPC", "TLS", "ServiceProcess", "SampleClaims",
        "TestKit", nio, nioPosix, arguments,
      ], path: "Benchmarks/RPCBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "abuse",
      dependencies: [
        "EchoService", "RawHTTP2", "ProtocolCases", "TestKit", "SampleClaims", "TestMessages",
        "Protobuf", "RPC",
        "TLS", "COpenSSL", nio, nioPosix, arguments,
      ], path: "Tests/Abuse", swiftSettings: strict),
    .systemLibrary(name: "CLibFuzzer", path: "Fuzz/CLibFuzzer"),
    .target(
      name: "FuzzDriver", dependencies: ["CLibFuzzer"], path: "Fuzz/FuzzDriver",
      swiftSettings: strict),
    interopProgram("interop-server"),
    interopProgram("interop-client"),
    fuzzer("fuzz-claim-file", in: "ClaimFileFuzzer", "EDIProperties"),
    fuzzer("fuzz-answer-file", in: "AnswerFileFuzzer", "EDIProperties"),
    fuzzer("fuzz-segments", in: "SegmentFuzzer", "EDIProperties"),
    fuzzer("fuzz-rpc-server", in: "RPCServerFuzzer", "RPCProperties"),
    fuzzer("fuzz-rpc-client", in: "RPCClientFuzzer", "RPCProperties"),
    fuzzer("fuzz-messages", in: "MessageFuzzer", "MessageProperties"),
    fuzzer("fuzz-fields", in: "FieldFuzzer", "FieldProperties"),
    .executableTarget(
      name: "fuzz-seeds", dependencies: ["Domain", "SampleClaims"], path: "Fuzz/Seeds",
      swiftSettings: strict),
  ] : []

let package = Package(
  name: "hmo",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Protobuf", targets: ["Protobuf"]),
    .library(name: "TLS", targets: ["TLS"]),
    .library(name: "RPC", targets: ["RPC"]),
    .executable(name: "hmo", targets: ["hmo"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: system + transport + messages + platform + services + tools + testTargets + extras,
  swiftLanguageModes: [.v6]
)
