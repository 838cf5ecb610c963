import Domain
import Messages
import Storage

/// The invariants of prices beside contracts, asked of their rows.
enum ExceptionVerification {
  /// Every broken one, each with the number of its record.
  static func violations(
    in reader: Reader, max: Int
  ) throws -> [TypeV1.Violation] {
    try overlaps(in: reader, max: max) + disorderedSpans(in: reader, max: max)
      + letters(in: reader, max: max) + negativeParts(in: reader, max: max)
  }

  /// Rows about one thing never share a day.
  private static func overlaps(in reader: Reader, max: Int) throws -> [TypeV1.Violation] {
    try findings(
      """
      SELECT 'NET-OON-2', a.product_id FROM out_of_network_terms a JOIN out_of_network_terms b \
      ON b.product_id = a.product_id AND b.from_day > a.from_day AND b.from_day <= a.to_day \
      UNION ALL SELECT 'NET-PFS-1', a.procedure FROM relative_value a JOIN relative_value b \
      ON b.procedure = a.procedure AND b.modifier = a.modifier AND b.from_day > a.from_day \
      AND b.from_day <= a.to_day \
      UNION ALL SELECT 'NET-PFS-3', a.carrier FROM practice_cost a JOIN practice_cost b \
      ON b.carrier = a.carrier AND b.locality = a.locality AND b.from_day > a.from_day \
      AND b.from_day <= a.to_day \
      UNION ALL SELECT 'NET-PFS-3', a.postal_code FROM postal_locality a JOIN postal_locality b \
      ON b.postal_code = a.postal_code AND b.from_day > a.from_day AND b.from_day <= a.to_day \
      UNION ALL SELECT 'NET-PFS-1', 'factor' FROM conversion_factor a JOIN conversion_factor b \
      ON b.from_day > a.from_day AND b.from_day <= a.to_day LIMIT $1
      """, "Two rows about it share a day.", in: reader, max: max)
  }

  private static func disorderedSpans(in reader: Reader, max: Int) throws -> [TypeV1.Violation] {
    try findings(
      """
      SELECT 'NET-OON-2', product_id FROM out_of_network_terms WHERE to_day < from_day \
      UNION ALL SELECT 'NET-PFS-1', procedure FROM relative_value WHERE to_day < from_day \
      UNION ALL SELECT 'NET-PFS-3', carrier FROM practice_cost WHERE to_day < from_day \
      UNION ALL SELECT 'NET-PFS-3', postal_code FROM postal_locality WHERE to_day < from_day \
      UNION ALL SELECT 'NET-PFS-1', 'factor' FROM conversion_factor WHERE to_day < from_day \
      UNION ALL SELECT 'NET-LETTER-1', authorization_number FROM letter_version \
      WHERE to_day < from_day LIMIT $1
      """, "A span ends before it begins.", in: reader, max: max)
  }

  /// The last version of a letter counts, and it has a rate above nothing.
  private static func letters(in reader: Reader, max: Int) throws -> [TypeV1.Violation] {
    try findings(
      """
      SELECT 'NET-LETTER-1', v.authorization_number FROM letter_version v LEFT JOIN letter l \
      ON l.authorization_number = v.authorization_number AND l.npi = v.npi \
      GROUP BY v.authorization_number, v.npi, l.version \
      HAVING MAX(v.version) <> COALESCE(l.version, 0) LIMIT $1
      """, "Another version than the last one counts.", in: reader, max: max)
      + findings(
        """
        SELECT 'NET-LETTER-1', v.authorization_number FROM letter_version v WHERE NOT EXISTS \
        (SELECT 1 FROM letter_rate r WHERE r.authorization_number = v.authorization_number \
        AND r.npi = v.npi AND r.version = v.version) \
        UNION ALL SELECT 'NET-LETTER-1', authorization_number FROM letter_rate WHERE amount <= 0 \
        LIMIT $1
        """, "The letter has no rate, or a rate of nothing.", in: reader, max: max)
  }

  private static func negativeParts(in reader: Reader, max: Int) throws -> [TypeV1.Violation] {
    try findings(
      """
      SELECT 'NET-PFS-1', procedure FROM relative_value \
      WHERE work < 0 OR facility_expense < 0 OR non_facility_expense < 0 OR malpractice < 0 \
      UNION ALL SELECT 'NET-PFS-1', carrier FROM practice_cost \
      WHERE work < 0 OR expense < 0 OR malpractice < 0 \
      UNION ALL SELECT 'NET-PFS-1', 'factor' FROM conversion_factor WHERE ten_thousandths < 0 \
      LIMIT $1
      """, "A part of it is below zero.", in: reader, max: max)
  }

  private static func findings(
    _ query: SQL, _ finding: String, in reader: Reader, max: Int
  ) throws -> [TypeV1.Violation] {
    try reader.rows(query, max) { row in
      var violation = TypeV1.Violation()
      violation.invariant = try row.value(0)
      violation.record = try row.value(1)
      violation.finding = finding
      return violation
    }
  }
}
