import Domain
import Storage

extension Row {
  /// A cell that holds a code of ours by its name.
  func code<Code: RawRepresentable>(_ column: Int) throws(StorageError) -> Code
  where Code.RawValue == String {
    guard let code = Code(rawValue: try value(column)) else {
      throw StorageError(.corrupt, "column \(column) of the result holds no \(Code.self)")
    }
    return code
  }

  /// A cell that holds a code of ours by its name, or nothing.
  func optionalCode<Code: RawRepresentable>(_ column: Int) throws(StorageError) -> Code?
  where Code.RawValue == String {
    try value(column, as: String?.self) == nil ? nil : try code(column)
  }

  /// Two cells that hold the ends of a span.
  func span(_ from: Int, _ to: Int) throws(StorageError) -> DaySpan {
    guard let span = DaySpan(checkedFrom: try value(from), to: try value(to)) else {
      throw StorageError(.corrupt, "a span ends before it begins")
    }
    return span
  }

  /// Two cells that hold the ends of a span, or nothing when they hold none.
  func optionalSpan(_ from: Int, _ to: Int) throws(StorageError) -> DaySpan? {
    try value(from, as: Day?.self) == nil ? nil : try span(from, to)
  }
}
