import Foundation
import Messages
import Protobuf
import RPC
import TestKit
import Testing

/// Every 835 of a suite, read by its delimiters alone.
struct RemittedFiles {
  /// A claim as a remittance lists it.
  struct Listed: Hashable {
    /// The payer's number (CLP07).
    let claimID: String
    /// The claim status (CLP02).
    let status: String
    /// The payment in cents (CLP04).
    let paid: Int
  }

  /// The files by the number of the remittance.
  let files: [String: [UInt8]]

  /// Exports every remittance of every run; asks again while a process is away.
  init(_ suite: TestSuite) async throws {
    let service = ClaimV1.RemittanceServiceClient(client: try suite.client(.gateway, as: .hmo))
    let runs = try await whileUnavailable {
      try await service.listRuns(.with { $0.pageSize = 1_000 }, options: .patient).runs
    }
    var files: [String: [UInt8]] = [:]
    for run in runs {
      let list = try await whileUnavailable {
        try await service.listRemittances(
          .with {
            $0.runID = run.runID
            $0.pageSize = 1_000
          }, options: .patient
        ).remittances
      }
      for remittance in list {
        files[remittance.remittanceID] = try await whileUnavailable {
          try await RemittedFiles.export(remittance.remittanceID, service)
        }
      }
    }
    self.files = files
  }

  private static func export(
    _ remittance: String, _ service: ClaimV1.RemittanceServiceClient
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    var isWhole = false
    for try await part in try await service.exportRemittance(
      .with { $0.remittanceID = remittance }, options: .patient)
    {
      bytes += part.document?.bytes ?? []
      isWhole = part.document?.isLast ?? false
    }
    try #require(isWhole, "a file ended without its last part")
    return bytes
  }

  /// Everything that the files list.
  var listed: [Listed] {
    files.sorted { $0.key < $1.key }.flatMap { RemittedFiles.listed($0.value) }
  }

  /// The payments of all files in cents (BPR02).
  var payment: Int {
    files.values.reduce(0) { sum, bytes in
      let segments = RemittedFiles.segments(bytes)
      let header = segments.first { $0.first == "BPR" } ?? []
      return sum + (header.count > 2 ? RemittedFiles.cents(header[2]) : 0)
    }
  }

  private static func listed(_ bytes: [UInt8]) -> [Listed] {
    segments(bytes).filter { $0.first == "CLP" && $0.count > 7 }.map {
      Listed(claimID: $0[7], status: $0[2], paid: cents($0[4]))
    }
  }

  private static func segments(_ bytes: [UInt8]) -> [[String]] {
    guard bytes.count > 106 else { return [] }
    let element = Character(Unicode.Scalar(bytes[3]))
    let terminator = Character(Unicode.Scalar(bytes[105]))
    return String(decoding: bytes, as: UTF8.self).split(separator: terminator).map { segment in
      segment.drop { $0.isWhitespace }.split(separator: element, omittingEmptySubsequences: false)
        .map(String.init)
    }
  }

  private static func cents(_ text: String) -> Int {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count > 1 ? String((parts[1] + "00").prefix(2)) : "00"
    let whole = parts.first.flatMap { Int($0) } ?? 0
    let cents = Int(fraction) ?? 0
    return whole * 100 + (text.hasPrefix("-") ? -cents : cents)
  }
}

/// Runs `body` again, a moment later each time, for as long as a process that it needs is away.
func whileUnavailable<Value>(_ body: () async throws -> Value) async throws -> Value {
  while true {
    do {
      return try await body()
    } catch let error as RPCError where error.code == .unavailable {
      try await ContinuousClock().sleep(for: error.retryDelay ?? .milliseconds(20))
    }
  }
}
