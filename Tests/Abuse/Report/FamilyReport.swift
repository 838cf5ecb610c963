/// What one family of attacks has shown.
struct FamilyReport: Sendable {
  let name: String
  var checks: [Check] = []
  /// Of each round, in milliseconds.
  var quietP99: [Double] = []
  /// Of each round, in milliseconds, less what the caller's own machine kept it waiting.
  var attackP99: [Double] = []
  /// Of each round, in milliseconds on the clock.
  var clockP99: [Double] = []
  /// Of each round, in milliseconds: how late the system woke the healthy caller under attack.
  var latenessP99: [Double] = []
  /// Resident bytes before the first round, at the highest, and after the last.
  var residentBefore = 0
  var residentPeak = 0
  var residentAfter = 0
  /// How the healthy calls failed that did.
  var failures: [String: Int] = [:]
  /// Why the family could not be run to its end.
  var failure: String?

  var holds: Bool { failure == nil && !checks.isEmpty && checks.allSatisfy(\.holds) }

  init(_ name: String) {
    self.name = name
  }
}

extension FamilyReport {
  /// Lines for people.
  var lines: [String] {
    let quiet = FixedText.milliseconds(Median.of(quietP99))
    let attack = FixedText.milliseconds(Median.of(attackP99))
    let clock = FixedText.milliseconds(Median.of(clockP99))
    let late = FixedText.milliseconds(Median.of(latenessP99))
    let memory = [residentBefore, residentPeak, residentAfter].map(FixedText.mebibytes)
    let head =
      "\(FixedText.padded(name, 24)) \(holds ? "holds" : "FAILS")   healthy p99 quiet/attack "
      + "\(quiet)/\(attack) ms (on the clock \(clock), its own lateness \(late) ms)   resident before/peak/after \(memory.joined(separator: "/")) MiB"
    let codes = failures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let failed =
      codes.isEmpty ? [] : ["  healthy calls ended with \(codes.joined(separator: ", "))"]
    return [head] + checks.map(Self.line) + failed
      + (failure.map { ["  not run to its end: \($0)"] } ?? [])
  }

  private static func line(_ check: Check) -> String {
    "  \(FixedText.padded(check.name, 58)) \(FixedText.padded(check.limitText, 14)) "
      + "\(FixedText.padded(check.measuredText, 14)) \(check.holds ? "ok" : "FAILS")"
  }

  /// One JSON object.
  var json: String {
    let list = checks.map { check in
      "{\"check\": \(FixedText.quoted(check.name)), \"limit\": "
        + "\(FixedText.quoted(check.limitText)), \"measured\": "
        + "\(FixedText.quoted(check.measuredText)), \"holds\": \(check.holds)}"
    }
    return "{\"family\": \(FixedText.quoted(name)), \"holds\": \(holds), "
      + "\"p99_quiet_ms\": \(FixedText.decimals(Median.of(quietP99) ?? 0, 3)), "
      + "\"p99_attack_ms\": \(FixedText.decimals(Median.of(attackP99) ?? 0, 3)), "
      + "\"p99_attack_clock_ms\": \(FixedText.decimals(Median.of(clockP99) ?? 0, 3)), "
      + "\"lateness_p99_ms\": \(FixedText.decimals(Median.of(latenessP99) ?? 0, 3)), "
      + "\"resident_before\": \(residentBefore), \"resident_peak\": \(residentPeak), "
      + "\"resident_after\": \(residentAfter), \"checks\": [\(list.joined(separator: ", "))]}"
  }
}
