/// The loops of a guide as data, for sets that are read as trees.
struct X12TreeGuide: Sendable {
  /// One loop: what opens it, where, and which segments it holds.
  struct Row: Sendable {
    /// The guide's number.
    let id: String
    /// The numbers of the loops inside which it may open.
    let parents: [String]
    /// The identifier of the segment that opens it.
    let opener: String
    /// The element of the opener that decides; 0 when the identifier alone does.
    let element: Int
    /// What that element may be.
    let values: [String]
    /// The segments that may follow the opener, before the loops inside.
    let members: [String]
    /// The segments that may stand behind the loops inside.
    let trailers: [String]

    init(
      _ id: String, in parents: String, _ opener: String, _ element: Int = 0,
      _ values: String = "", _ members: String = "", trailers: String = ""
    ) {
      self.id = id
      self.parents = parents.split(separator: " ").map(String.init)
      self.opener = opener
      self.element = element
      self.values = values.split(separator: " ").map(String.init)
      self.members = members.split(separator: " ").map(String.init)
      self.trailers = trailers.split(separator: " ").map(String.init)
    }

    /// Whether the segment opens the loop.
    func isOpened(by segment: X12Segment) -> Bool {
      segment.id == opener && (element == 0 || values.contains(segment.element(element)))
    }
  }

  /// The loops, the set itself first.
  let rows: [Row]
  private let byID: [String: Row]
  private let children: [String: [Row]]

  init(_ rows: [Row]) {
    self.rows = rows
    byID = Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var children: [String: [Row]] = [:]
    for row in rows {
      for parent in row.parents { children[parent, default: []].append(row) }
    }
    self.children = children
  }

  /// The number of the set itself.
  static let root = "header"

  /// The row of a loop.
  func row(_ id: String) -> Row? { byID[id] }

  /// The loop inside `parent` that the segment opens.
  func loop(in parent: String, openedBy segment: X12Segment) -> Row? {
    children[parent]?.first { $0.isOpened(by: segment) }
  }
}
