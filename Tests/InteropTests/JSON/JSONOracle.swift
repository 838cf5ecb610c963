import Foundation
import Messages
import Protobuf
import TestKit
import TestMessages

/// Google's own library for the JSON of messages, in Python.
struct JSONOracle {
  /// A JSON text of a message.
  struct Item {
    var type: String
    var json: String
  }

  /// What the library made of an item.
  enum Answer {
    case refused(String)
    /// The message, encoded, and as the library writes it in several ways.
    case read(bytes: [UInt8], written: [String])
  }

  /// Every type of the interface and those made for tests.
  static let pool: DescriptorPool = {
    var pool = TestMessagesDescriptors.pool
    pool.add(MessagesDescriptors.pool)
    return pool
  }()

  private let python: String

  /// The library, or nothing where a missing one is allowed.
  static func find() async throws -> JSONOracle? {
    try await PythonPeer.findPython().map(JSONOracle.init(python:))
  }

  func answers(_ items: [Item]) async throws -> [Answer] {
    let task: [String: Any] = [
      "files": (MessagesDescriptors.files + TestMessagesDescriptors.files).map { "\($0)" },
      "items": items.map { ["type": $0.type, "json": $0.json] },
    ]
    let input = try JSONSerialization.data(withJSONObject: task)
    let run = try await ProgramRun(
      python, [PythonPeer.packageRoot + "/Tests/InteropTests/Python/json_oracle.py"],
      input: String(decoding: input, as: UTF8.self))
    guard run.code == 0, let answers = try run.json()["answers"] as? [[String: Any]],
      answers.count == items.count
    else { throw TestSuiteError("the library failed:\n\(run.errors)") }
    return try answers.map(Self.answer)
  }

  private static func answer(_ json: [String: Any]) throws -> Answer {
    if let error = json["error"] as? String { return .refused(error) }
    guard let binary = json["binary"] as? String, let bytes = Data(base64Encoded: binary),
      let written = json["written"] as? [String]
    else { throw TestSuiteError("the library's answer is not understood") }
    return .read(bytes: [UInt8](bytes), written: written)
  }
}
