import ProtocolCases

/// One flood, which comes back as soon as it is cut off.
struct FrameFlood: Family {
  let flood: Flood

  /// How long after its limit a flood may go on.
  private static let overrunMax = 1.0

  var name: String { "flood-\(flood.name)" }

  func attack(_ site: Site) async throws -> [Check] {
    let start = Clock.now
    var outcomes: [Flood.Outcome] = []
    repeat {
      outcomes.append(try await flood.run(site, outcomes.count))
    } while Clock.seconds(since: start) < site.scale.floodSeconds
    let uncut = outcomes.count { $0.overrun == nil }
    let overrun = outcomes.compactMap(\.overrun).max() ?? 0
    let codes = outcomes.compactMap(\.code)
    return [
      Check("connections made", Double(outcomes.count), .atLeast(1)),
      Check("told why, in words of HTTP/2", Double(codes.count), .atLeast(1)),
      Check("told another reason", codes.count { $0 != flood.endCode.rawValue }, exactly: 0),
      Check("connections not cut off", uncut, exactly: 0),
      Check("cut off after the limit", overrun, .atMost(Self.overrunMax), "s"),
    ]
  }
}
