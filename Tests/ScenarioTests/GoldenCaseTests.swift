import Foundation
import Testing

@testable import HMOCommands

@Suite("The worked cases are told as scenarios")
struct GoldenCaseTests {
  /// Every case that this version decides.
  private static let told: Set<String> = [
    "G01", "G02", "G03", "G04", "G05", "G06", "G07", "G08", "G09", "G10", "G11", "G11b", "G12",
    "G13a", "G13b", "G14", "G15", "G16", "G17", "G18", "G19", "G20a", "G20b", "G20c", "G20d",
    "G21", "G22", "G23", "G24", "G25", "G26a", "G26b", "G27a", "G27b", "G27c", "G28", "G29", "G30",
    "G31", "G32", "G33", "G34a", "G34b", "G35", "G36", "G36s", "G37", "G38", "G38L", "G38N", "G39",
    "G40", "G41", "G42", "G43", "G44", "G45a", "G45b", "G46a", "G46b", "G47", "G48", "G49", "G50",
    "G51", "G52", "G53", "G54", "G55", "G56", "G57", "G58", "G59", "G60", "G61", "G62", "G63",
    "G65",
  ]

  /// The claim status of a reversal.
  private static let reversal: Int64 = 22

  /// Cases that are told in words; ``WorkedTableTests`` holds those that have numbers.
  private static let withoutAmounts: Set<String> = [
    "G09", "G10", "G11b", "G29", "G31", "G36s", "G38", "G38L", "G38N", "G41", "G43", "G44", "G58",
    "G59", "G60", "G61",
  ]

  @Test("Each is told by exactly one file, which names it")
  func present() throws {
    let cases = try ScenarioTree.files.flatMap(ScenarioTree.cases)
    #expect(Set(cases) == GoldenCaseTests.told)
    #expect(cases.count == GoldenCaseTests.told.count, "a case is told twice")
  }

  @Test("No worked case is left out")
  func complete() throws {
    guard let worked = ScenarioTree.worked else { return }
    let names = worked.elements.compactMap { $0["id"]?.text }.map { name in
      String(name.prefix { $0 != "-" })
    }
    #expect(names.count > 60)
    #expect(Set(names).union(Self.withoutAmounts).subtracting(Self.told).sorted() == [])
  }

  @Test("Each file expects of its cases what was worked out, to the cent", arguments: told.sorted())
  func agrees(name: String) throws {
    guard let worked = ScenarioTree.worked else { return }
    let cases = GoldenCaseTests.parts.compactMap { suffix, member in
      worked.elements.first { $0["id"]?.text == name + suffix }.map { ($0, member) }
    }
    guard !cases.isEmpty else {
      #expect(GoldenCaseTests.withoutAmounts.contains(name), "\(name) was not worked out")
      return
    }
    let path = try #require(
      try ScenarioTree.files.first { ScenarioTree.cases(of: $0).contains(name) })
    let told = try #require(GoldenCaseTests.claim(name, in: try Scenario(path: path)))
    for (golden, member) in cases {
      let member = GoldenCaseTests.corrected.contains(name) ? member ?? "standing" : member
      let isReversal = golden["clp02"]?.integer == GoldenCaseTests.reversal
      let place = member ?? (isReversal ? "reversal" : nil)
      let expected = try #require(place.map { told[$0] } ?? told)
      #expect(GoldenCaseTests.differences(golden, expected) == [])
    }
  }

  /// Cases of which the worked amounts are those of the correction.
  private static let corrected: Set<String> = ["G45b"]

  /// What the worked cases call the parts of one story, and where a scenario tells them.
  private static let parts: [(suffix: String, member: String?)] = [
    ("", nil), ("-rev", "reversal"), ("-cor", "standing"),
  ]

  @Test("A cent, a code or a line that differs would be seen")
  func sensitive() throws {
    guard let worked = ScenarioTree.worked else { return }
    let golden = try #require(worked.elements.first { $0["id"]?.text == "G18" })
    let path = try #require(try ScenarioTree.files.first { ScenarioTree.cases(of: $0) == ["G18"] })
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let changes = [
      ("\"CO-45\": 6000", "\"CO-45\": 6001"), ("\"CO-198\": 12000", "\"CO-97\": 12000"),
      ("\"paid\": 6000", "\"paid\": 5999"), ("\"units_paid\": \"2\"", "\"units_paid\": \"4\""),
      ("\"claim_status_code\": 1", "\"claim_status_code\": 2"),
      ("\"remarks\": []", "\"remarks\": [\"N130\"]"), ("\"charge\": 24000", "\"charge\": 2400"),
      ("\"CO-45\": 6000", "\"CO-45\": 6000, \"PR-3\": 0"),
    ]
    for (old, new) in changes {
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old)")
      let value = try #require(JSONValue.read(Data(changed.utf8)))
      let step = try ScenarioStep(
        try #require(value["steps"]?.elements.first), at: "$", folder: "/")
      let expected = try #require(step.expectation["claims"]?.elements.first)
      #expect(!GoldenCaseTests.differences(golden, expected).isEmpty, "\(new)")
    }
  }

  @Test("Procedures are stand-ins of HCPCS Level II: a letter and four digits")
  func standIns() throws {
    for path in try ScenarioTree.files {
      for step in try Scenario(path: path).steps {
        guard case .submit(let claims) = step.action else { continue }
        for line in claims.flatMap({ $0["lines"]?.elements ?? [] }) {
          guard line["revenueCode"] == nil || line["procedure"] != nil else { continue }
          let procedure = try #require(line["procedure"]?.text)
          #expect(procedure.wholeMatch(of: /[A-V][0-9]{4}/) != nil, "\(path) \(procedure)")
        }
      }
    }
  }

  // MARK: Parts

  private static func claim(_ name: String, in scenario: Scenario) -> JSONValue? {
    let claims = scenario.steps.flatMap { $0.expectation["claims"]?.elements ?? [] }
    return claims.last { $0["claim"]?.text == name }
  }

  /// What a scenario expects of a claim that was worked out otherwise.
  private static func differences(_ golden: JSONValue, _ expected: JSONValue) -> [String] {
    var found: [String] = []
    func compare(_ what: String, _ worked: JSONValue?, _ told: JSONValue?) {
      guard worked != told else { return }
      found.append("\(what): \(worked?.compact ?? "nothing"), told \(told?.compact ?? "nothing")")
    }
    compare("clp02", golden["clp02"], expected["claim_status_code"])
    compare("total_charge", golden["total_charge"], expected["charge"])
    compare("total_paid", golden["total_paid"], expected["paid"])
    let worked = golden["lines"]?.elements ?? []
    let told = expected["lines"]?.elements ?? []
    compare("lines", .integer(Int64(worked.count)), .integer(Int64(told.count)))
    let first = golden["level"]?.text == "claim" ? 0 : 1
    for (number, (worked, told)) in zip(worked, told).enumerated() {
      let place = "line \(number + first), "
      compare(place + "number", .integer(Int64(number + first)), told["line"])
      compare(place + "charge", worked["charge"], told["charge"])
      compare(place + "adj", worked["adj"], told["adjustments"])
      compare(place + "paid", worked["paid"], told["paid"])
      compare(place + "rarc", sorted(worked["rarc"]), sorted(told["remarks"]))
      guard let units = worked["units_paid"]?.integer else { continue }
      compare(place + "units_paid", .text(String(units)), told["units_paid"])
    }
    return found
  }

  private static func sorted(_ texts: JSONValue?) -> JSONValue? {
    guard case .list(let elements)? = texts else { return texts }
    return .list(elements.compactMap(\.text).sorted().map { .text($0) })
  }
}
