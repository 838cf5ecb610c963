/// An implementation guide as a value: which loops it has, what opens them, what they may hold.
struct X12Guide: Sendable {
  /// What the guide is for.
  let kind: X12GuideKind
  /// ST01.
  let transaction: String
  /// How ST03 begins in every release of the guide.
  let family: String
  /// The releases that are read without remark.
  let releases: Set<String>
  /// What opens a loop, by segment identifier.
  let triggers: [String: [X12LoopTrigger]]
  /// What a loop of ``X12LoopTable`` lacks in this guide.
  let lacks: [X12Loop: Set<String>]
  /// The segment that every service line has, LX aside; nothing when the guide has no such lines.
  let service: String?
  /// The most diagnoses of a claim.
  let diagnosesMax: Int

  /// Whether the loop may hold a segment.
  func holds(_ loop: X12Loop, _ segmentID: String) -> Bool {
    X12LoopTable.row(of: loop).members.contains(segmentID)
      && !(lacks[loop]?.contains(segmentID) ?? false)
  }

  /// The guides read here.
  static let all: [X12Guide] = [.professional, .institutional, .statusInquiry]

  /// The guide by which a set is read; nothing when it is for something else.
  ///
  /// A claim set that names only the version is taken for a professional one.
  static func of(_ set: X12SetHeader) -> X12Guide? {
    all.first { guide in
      set.transaction == guide.transaction
        && (set.guide.hasPrefix(guide.family)
          || (set.guide == "005010" && guide.kind != .institutionalClaims))
    }
  }
}
