import Domain
import DomainMessages
import Messages
import Protobuf
import Storage

/// A decided version as the store has it: its row and the decision that was answered.
struct StoredDecision: Sendable {
  let record: DecisionRecord
  let decision: ClaimDecision

  /// Reads a version that was decided.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` when it was not, or its answer cannot be read.
  init(claimID: String, version: Int32, in reader: some StoreReading) throws {
    guard
      let record = try DecisionRows.find(claimID: claimID, version: version, in: reader)
    else { throw StorageError(.corrupt, "a version of a claim has no decision") }
    self.record = record
    decision = try StoredDecision.read(try StoredDecision.message(of: record.key, in: reader))
  }

  /// The decision as it was answered under `key`.
  static func message(
    of key: DecisionKey, in reader: some StoreReading
  ) throws -> PaymentV1.ClaimDecision {
    guard let bytes = try AnswerLog.stored(for: key.text, in: reader) else {
      throw StorageError(.corrupt, "a decision has no stored answer")
    }
    return try PaymentV1.ClaimDecision(stored: bytes)
  }

  private static func read(
    _ message: PaymentV1.ClaimDecision
  ) throws(StorageError) -> ClaimDecision {
    do throws(MessageError) {
      return try ClaimDecision(message)
    } catch {
      throw StorageError(.corrupt, "a stored decision does not add up")
    }
  }
}

extension PaymentV1.ClaimDecision {
  /// Reads a stored answer.
  ///
  /// - Throws: ``StorageError/Code/corrupt`` when the bytes are no decision.
  init(stored bytes: [UInt8]) throws(StorageError) {
    do throws(ProtobufError) {
      try self.init(protobufBytes: bytes)
    } catch {
      throw StorageError(.corrupt, "a stored answer is no decision")
    }
  }
}
