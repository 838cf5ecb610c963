import Foundation
import Testing

@testable import HMOCommands

@Suite("Reference data of a scenario is merged")
struct ScenarioReferenceTests {
  private func value(_ text: String) throws -> JSONValue {
    try #require(JSONValue.read(Data(text.utf8)))
  }

  private let base = """
    {"eligibility": {"members": [
        {"memberId": "M1", "familyName": "A", "coverage": [{"productId": "P"}, {"productId": "Q"}]},
        {"memberId": "M2", "familyName": "B"}],
      "products": [{"terms": {"productId": "P", "planYearStart": "2026-01-01"},
        "benefits": [{"benefitId": "x", "copay": "1.00"}, {"benefitId": "y", "copay": "2.00"}]}]},
     "payment": {"payer": {"name": "old", "tin": "1"}}}
    """

  @Test("A record of the same identity is merged member by member, others stay")
  func members() throws {
    var reference = ScenarioReference(try value(base))
    _ = reference.merge(
      ScenarioReference(
        try value(#"{"eligibility": {"members": [{"memberId": "M2", "givenName": "C"}]}}"#)))
    let members = reference.data["eligibility"]?["members"]?.elements ?? []
    #expect(members.count == 2)
    #expect(members[1]["familyName"] == .text("B") && members[1]["givenName"] == .text("C"))
    #expect(members[0]["familyName"] == .text("A"))
  }

  @Test("A list without identities replaces the one before it")
  func replaced() throws {
    var reference = ScenarioReference(try value(base))
    _ = reference.merge(
      ScenarioReference(
        try value(
          #"{"eligibility": {"members": [{"memberId": "M1", "coverage": [{"productId": "R"}]}]}}"#))
    )
    let coverage = reference.data["eligibility"]?["members"]?.elements.first?["coverage"]
    #expect(coverage == .list([.record(["productId": .text("R")])]))
  }

  @Test("What a change touches is sent whole, and nothing else")
  func touched() throws {
    var reference = ScenarioReference(try value(base))
    let touched = reference.merge(
      ScenarioReference(
        try value(
          """
          {"eligibility": {"products": [
            {"terms": {"productId": "P", "planYearStart": "2026-01-01"},
             "benefits": [{"benefitId": "y", "copay": "3.00"}]}]},
           "payment": {"payer": {"name": "new"}}}
          """)))
    #expect(touched.data["eligibility"]?["members"] == nil)
    let product = try #require(touched.data["eligibility"]?["products"]?.elements.first)
    #expect(
      product["benefits"]?.elements.map { $0["copay"] } == [.text("1.00"), .text("3.00")])
    #expect(touched.data["payment"]?["payer"]?["name"] == .text("new"))
    #expect(touched.data["payment"]?["payer"]?["tin"] == .text("1"))
  }

  @Test("Another plan year of a product is another record")
  func planYears() throws {
    var reference = ScenarioReference(try value(base))
    _ = reference.merge(
      ScenarioReference(
        try value(
          """
          {"eligibility": {"products": [
            {"terms": {"productId": "P", "planYearStart": "2025-01-01"}}]}}
          """)))
    #expect(reference.data["eligibility"]?["products"]?.elements.count == 2)
  }
}
