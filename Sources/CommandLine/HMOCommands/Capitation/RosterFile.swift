import Domain
import Messages
import Protobuf

/// A roster as comma-separated columns: member_id, birth_date, sex, category, from, to.
enum RosterFile {
  /// The columns, in the order in which they are written.
  static let columns = ["member_id", "birth_date", "sex", "category", "from", "to"]

  /// Reads a roster; the columns sex and category may be left out, and a last day may be empty.
  ///
  /// - Throws: ``CommandFailure`` that names the line.
  static func read(_ file: DelimitedFile) throws -> [PaymentV1.RosterMember] {
    try file.records.map { record in
      try .with {
        $0.memberID = try record.text("member_id")
        $0.birthDate = try day("birth_date", in: record)
        $0.sex = record.optionalText("sex")
        $0.category = record.optionalText("category")
        $0.days = try .with {
          $0.from = try day("from", in: record)
          if !record.optionalText("to").isEmpty { $0.to = try day("to", in: record) }
        }
      }
    }
  }

  /// Writes a roster of what eligibility says; it does not know the sex.
  static func text(_ assignments: [EligibilityV1.Assignment]) -> String {
    CSVText.lines(
      [columns]
        + assignments.map { assignment in
          [
            assignment.memberID, text(assignment.birthDate), "", assignment.productID,
            text(assignment.days?.from), text(assignment.days?.to),
          ]
        })
  }

  private static func text(_ day: TypeV1.Day?) -> String {
    day.map { Day(number: $0.days).description } ?? ""
  }

  private static func day(
    _ name: String, in record: DelimitedFile.Record
  ) throws -> TypeV1.Day {
    guard let day = Day(iso: try record.text(name)) else {
      throw CommandFailure("\(record.place): \(name) is no day such as 2026-03-01")
    }
    return .with { $0.days = day.number }
  }
}
