import Foundation
import Protobuf
import TLS
import TestKit
import TestMessages

/// Certificates, files and programs of one measurement, in a folder that goes with it.
final class BenchmarkScene: Sendable {
  /// The request of every call: 300 bytes after a prefix of 5.
  static let request = TestingV1.EchoRequest.with {
    $0.payload = [UInt8](repeating: 0x61, count: messageBytes - 3)
  }
  static let messageBytes = 300

  let authority: TestAuthority
  /// What callers prove to be.
  let caller: TestCertificateFiles
  /// The request with its prefix, for h2load.
  let requestPath: String
  private let peers: String?

  init(peers: String?) throws {
    authority = try TestAuthority(named: "Benchmark")
    caller = try authority.files(for: Self.identity(.service, "gateway"))
    requestPath = "\(authority.directory)/request"
    self.peers = peers
    let message = Self.request.protobufBytes()
    guard message.count == Self.messageBytes else {
      throw BenchmarkError("the request is \(message.count) bytes")
    }
    let prefix: [UInt8] = [0, 0, 0, UInt8(message.count >> 8), UInt8(message.count & 0xFF)]
    try Data(prefix + message).write(to: URL(fileURLWithPath: requestPath))
  }

  static func identity(_ kind: TLSIdentity.Kind, _ name: String) throws -> TLSIdentity {
    guard let identity = TLSIdentity(kind: kind, name: name) else {
      throw BenchmarkError("\(name) is not the name of an identity")
    }
    return identity
  }

  /// A program that Benchmarks/Peers/build.sh has built.
  func peer(_ name: String) throws -> String {
    guard let peers, FileManager.default.fileExists(atPath: "\(peers)/\(name)") else {
      throw BenchmarkError("\(name) is not there; run Benchmarks/Peers/build.sh FOLDER")
    }
    return "\(peers)/\(name)"
  }

  /// A program of this package, beside this one.
  func program(_ name: String) -> String {
    URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent(name).path
  }

  /// Keeps certificates and files until here.
  func end() {
    withExtendedLifetime(authority) {}
  }
}
