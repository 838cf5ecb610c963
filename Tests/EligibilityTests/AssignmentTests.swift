import Domain
import DomainMessages
import Eligibility
import Messages
import RPC
import Testing

@Suite("Assignments to primary care providers are listed")
struct AssignmentTests {
  private static let provider = "1000000004"

  private func printed(
    _ fixture: EligibilityFixture, size: Int32 = 1,
    _ change: (inout EligibilityV1.ListAssignmentsRequest) -> Void = { _ in }
  ) async throws -> [String] {
    var lines: [String] = []
    var token = ""
    repeat {
      var request = EligibilityV1.ListAssignmentsRequest()
      request.npi = AssignmentTests.provider
      request.days = try Sample.days("2026-03-01", "2026-03-31")
      request.pageSize = size
      request.pageToken = token
      change(&request)
      let page = try await fixture.administration.listAssignments(request)
      for assignment in page.assignments {
        let days = try DaySpan(assignment.days, "days")
        lines.append("\(assignment.memberID) \(assignment.productID) \(days.from) \(days.to)")
      }
      token = page.nextPageToken
    } while !token.isEmpty
    return lines
  }

  @Test("CAP-5: a member is listed with the days that provider, coverage and month share")
  func shared() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.products = [try Sample.product("COM-2")]
      request.members = [
        try Sample.member("M1", primaryCare: [try Sample.primary(Self.provider, "2026-03-10")]),
        try Sample.member(
          "M2",
          coverage: [
            try Sample.span("2026-01-01", "2026-03-12"),
            try Sample.span("2026-03-20", product: "COM-2"),
          ]),
        try Sample.member("M3", coverage: [try Sample.span("2026-01-01", "2026-02-28")]),
        try Sample.member("M4", primaryCare: [try Sample.primary("1000000012", "2026-01-01")]),
      ]
      request.members[0].deathDate = try Sample.day("2026-03-15")
    }
    let expected = [
      "M1 COM-HMO 2026-03-10 2026-03-15", "M1001 COM-HMO 2026-03-01 2026-03-31",
      "M2 COM-HMO 2026-03-01 2026-03-12", "M2 COM-2 2026-03-20 2026-03-31",
    ]
    #expect(try await printed(fixture) == expected)
    #expect(try await printed(fixture, size: 1_000) == expected)
    try await fixture.load { request in
      request.members = [try Sample.member("M2", primaryCare: [])]
    }
    #expect(try await printed(fixture) == Array(expected.prefix(2)))
  }

  @Test("CAP-5 and ELIG-SPAN-1: a member with two products on a day is listed with one of them")
  func oneProductADay() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    var medicaid = try Sample.product("A-MCD")
    medicaid.terms?.lineOfBusiness = .medicaid
    try await fixture.load { request in
      request.products = [try Sample.product("COM-2"), medicaid]
      request.members = [
        try Sample.member(
          "M2",
          coverage: [
            try Sample.span("2026-02-01", "2026-03-20", product: "COM-2"),
            try Sample.span("2026-01-01", "2026-03-12"),
          ]),
        try Sample.member(
          "M3",
          coverage: [
            try Sample.span("2026-01-01", product: "A-MCD"),
            try Sample.span("2026-03-10", "2026-03-20", product: "COM-2"),
          ]),
      ]
    }
    #expect(
      try await printed(fixture) == [
        "M1001 COM-HMO 2026-03-01 2026-03-31", "M2 COM-HMO 2026-03-01 2026-03-12",
        "M2 COM-2 2026-03-13 2026-03-20", "M3 A-MCD 2026-03-01 2026-03-09",
        "M3 COM-2 2026-03-10 2026-03-20", "M3 A-MCD 2026-03-21 2026-03-31",
      ])
  }

  @Test("CAP-5: a field that cannot be is refused by its name")
  func wrongFields() async throws {
    let fixture = try EligibilityFixture()
    let changes: [(inout EligibilityV1.ListAssignmentsRequest) -> Void] = [
      { $0.npi = "1" }, { $0.days = nil }, { $0.pageSize = 1_001 }, { $0.pageSize = -1 },
    ]
    for change in changes {
      let error = await #expect(throws: RPCError.self) { try await printed(fixture, change) }
      #expect(error?.reason == "FIELD_INVALID")
    }
  }
}
