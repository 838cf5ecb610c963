/// Who may call what, for every method of every service.
package struct PermissionTable: Sendable {
  private let rows: [String: Permission]

  /// Makes a table; of two rows for one path the stricter reading is that nobody may call it.
  package init(_ permissions: [Permission]) {
    rows = Dictionary(permissions.map { ($0.path, $0) }) { first, _ in
      Permission(
        path: first.path, callers: .roles([]), changesState: first.changesState,
        showsMemberData: first.showsMemberData,
        requestBytesMax: first.requestBytesMax, rateClass: first.rateClass)
    }
  }

  /// The same with rows for methods that are not the suite's, such as those of a measurement.
  package func adding(_ permissions: [Permission]) -> PermissionTable {
    PermissionTable(Array(rows.values) + permissions)
  }

  /// The row of a method.
  package subscript(path: String) -> Permission? { rows[path] }

  /// All paths, in order.
  package var paths: [String] { rows.keys.sorted() }

  /// Which of `paths` have no row.
  package func missing(_ paths: [String]) -> [String] {
    paths.filter { rows[$0] == nil }
  }
}
