/// Says for each segment of a set in which loop of its guide it stands.
///
/// The state is the loop that is open and the stage of the set. A trigger
/// of the guide opens a loop; every other segment stays in the open one, and is
/// unexpected when the guide does not have it there. What follows an unknown NM1 or HL is unexpected
/// until the next loop opens, so that nothing is ascribed to the wrong person.
struct X12LoopRecogniser: Sendable {
  /// The loop that is open.
  private(set) var loop = X12Loop.setHeader
  /// The stage of the set.
  private(set) var level = X12Level.header
  private let guide: X12Guide
  private var lineHasService = false

  /// Makes a recogniser at the beginning of a set.
  init(_ guide: X12Guide) {
    self.guide = guide
  }

  /// Where a segment stands.
  enum OnSegment: Hashable {
    /// It opens this loop.
    case opens(X12Loop)
    /// It opens a service line although no LX announced one.
    case opensLineWithoutNumber
    /// It belongs to the loop that is open.
    case belongs(X12Loop)
    /// The guide does not have it here.
    case unexpected(X12Loop)
  }

  /// The next segment of the set, SE excluded.
  mutating func read(_ segment: X12Segment) -> OnSegment {
    if let triggers = guide.triggers[segment.id] {
      return readTrigger(segment, triggers)
    }
    if segment.id == guide.service { return readService() }
    return guide.holds(loop, segment.id) ? .belongs(loop) : .unexpected(loop)
  }

  private mutating func readTrigger(
    _ segment: X12Segment, _ triggers: [X12LoopTrigger]
  ) -> OnSegment {
    if let trigger = triggers.first(where: { $0.matches(segment, at: level) }) {
      open(trigger.opens)
      return .opens(loop)
    }
    if segment.id == "SBR", loop == .subscriberLevel { return .belongs(loop) }
    if segment.id == "HL" { level = .header }
    if segment.id == "HL" || segment.id == "NM1" { loop = .unrecognised }
    return .unexpected(loop)
  }

  private mutating func readService() -> OnSegment {
    guard level.isInClaim else { return .unexpected(loop) }
    if loop == .line, !lineHasService {
      lineHasService = true
      return .belongs(.line)
    }
    open(.line)
    lineHasService = true
    return .opensLineWithoutNumber
  }

  private mutating func open(_ opened: X12Loop) {
    loop = opened
    level = opened.level
    if opened == .line { lineHasService = false }
  }
}
