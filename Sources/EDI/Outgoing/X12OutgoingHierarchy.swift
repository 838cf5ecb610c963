/// Numbers the levels of a set that we send: HL01 counts up, HL02 names the level above.
struct X12OutgoingHierarchy {
  private(set) var count = 0

  /// HL of the next level; `hasChildren` is left out where the guide has no HL04.
  mutating func open(
    _ code: String, under parent: Int? = nil, hasChildren: Bool? = nil
  ) -> X12OutgoingSegment {
    count += 1
    return .made(
      "HL",
      [
        .text(String(count)), .text(parent.map { String($0) } ?? ""), .text(code),
        .text(hasChildren.map { $0 ? "1" : "0" } ?? ""),
      ])
  }
}
