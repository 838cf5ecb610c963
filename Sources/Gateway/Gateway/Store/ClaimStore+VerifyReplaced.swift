import Domain
import Messages
import Storage

extension ClaimStore {
  /// Claims that took the place of others and do not fit them (`GW-REPLACED`): the reversal that they
  /// recorded is not the opposite of what was decided, or the other claim is not the one that they
  /// were accepted for.
  func replacedViolations() async throws -> [TypeV1.Violation] {
    try await store.read { reader in
      var found: [TypeV1.Violation] = []
      try reader.forEach(
        """
        SELECT r.by_number, r.claim_number, p.original_number, n.record, o.paid, \
        o.patient_share FROM claim_replaced r \
        JOIN claim_decided o ON o.claim_number = r.claim_number \
        JOIN claim_decided n ON n.claim_number = r.by_number \
        LEFT JOIN claim_replacement p ON p.claim_number = r.by_number ORDER BY r.by_number
        """
      ) { row in
        let number = ClaimNumber(try row.value(0, as: Int64.self))
        let replaced = try row.value(1, as: Int64.self)
        if try row.value(2, as: Int64?.self) != replaced {
          found.append(
            ClaimStore.violation(
              "GW-REPLACED", number.text, "it took the place of a claim that it was not meant for"))
        }
        let record = try? decode(try row.value(3)) as ClaimV1.DecidedRecord
        let expected = try ClaimStore.keys(of: ClaimNumber(replaced), reader).reversal
        let (paid, share): (Money, Money) = (try row.value(4), try row.value(5))
        guard let reversal = record?.reversal, reversal.claimID == expected.root.text,
          reversal.version == expected.version, (reversal.paid?.cents ?? 0) == -paid.cents,
          (reversal.patientShare?.cents ?? 0) == -share.cents
        else {
          found.append(
            ClaimStore.violation(
              "GW-REPLACED", number.text, "its reversal does not take back what it replaced"))
          return
        }
      }
      return found
    }
  }
}
