import Domain
import DomainMessages
import Eligibility
import Messages
import RPC
import Storage
import Testing

@Suite("Loads are posted whole or not at all")
struct LoadEligibilityTests {
  @Test("The same load under the same name changes nothing; another one under it is refused")
  func requestNames() async throws {
    let fixture = try EligibilityFixture()
    let build: (inout EligibilityV1.LoadEligibilityRequest) throws -> Void = { request in
      request.products = [try Sample.product()]
      request.members = [try Sample.member()]
    }
    let first = try await fixture.load("L1", build)
    #expect(first.products == 1 && first.members == 1 && first.categories == 0)
    let position = try await fixture.answer(try Sample.question()).feedPosition
    #expect(try await fixture.load("L1", build) == first)
    #expect(try await fixture.answer(try Sample.question()).feedPosition == position)
    let error = await #expect(throws: RPCError.self) {
      try await fixture.load("L1") { request in request.members = [try Sample.member("M2")] }
    }
    #expect(error?.code == .aborted)
    #expect(error?.reason == "KEY_REUSED")
  }

  @Test("STAY-5: a copay a day is kept with its range of days, and a range needs one")
  func copayADay() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    var product = try Sample.product()
    product.benefits[0].copayUnit = .day
    product.benefits[0].copayLastDay = 3
    try await fixture.load { request in request.products = [product] }
    let rows = try await fixture.answer(try Sample.question()).lines[0].benefits
    let row = try #require(rows.first { $0.benefitID == product.benefits[0].benefitID })
    #expect(row.copayUnit == .day && row.copayFirstDay == 1 && row.copayLastDay == 3)
    #expect(rows.filter { $0.copayUnit == .unspecified }.count == rows.count - 1)
    for change in [
      { $0.copayUnit = .visit }, { $0.copayFirstDay = 4 }, { $0.copayFirstDay = -1 },
      { $0.copayLastDay = 4_000 }, { $0.copayUnit = EligibilityV1.CopayUnit(rawValue: 9) },
    ] as [(inout EligibilityV1.BenefitRow) -> Void] {
      var wrong = product
      change(&wrong.benefits[0])
      let refused = await fixture.refusal { request in request.products = [wrong] }
      #expect(refused?.code == .invalidArgument)
    }
  }

  @Test("The same records under another name change nothing and are no change")
  func sameRecords() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let position = try await fixture.answer(try Sample.question()).feedPosition
    try await fixture.loadSample()
    let answer = try await fixture.answer(try Sample.question())
    #expect(answer.feedPosition == position)
    #expect(answer.lines[0].spanVersion == 1)
  }

  @Test("Overlapping spans of one product are refused; of two products they are not")
  func overlappingCoverage() async throws {
    let fixture = try EligibilityFixture()
    let refused = await fixture.refusal { request in
      request.products = [try Sample.product()]
      request.members = [
        try Sample.member(coverage: [
          try Sample.span("2026-01-01", "2026-04-30"), try Sample.span("2026-04-30"),
        ])
      ]
    }
    #expect(refused?.code == .invalidArgument)
    #expect(refused?.fieldViolations.map(\.field) == ["members[0].coverage[1]"])
    try await fixture.load { request in
      request.products = [try Sample.product(), try Sample.product("MCD-HMO")]
      request.members = [
        try Sample.member(coverage: [
          try Sample.span("2026-01-01", "2026-04-30"), try Sample.span("2026-05-01"),
          try Sample.span("2026-01-01", product: "MCD-HMO"),
        ])
      ]
    }
  }

  @Test("ELIG-PCP-1: overlapping spans of primary care are refused, also of two providers")
  func overlappingPrimaryCare() async throws {
    let fixture = try EligibilityFixture()
    let refused = await fixture.refusal { request in
      request.products = [try Sample.product()]
      request.members = [
        try Sample.member(primaryCare: [
          try Sample.primary("1000000004", "2026-01-01"),
          try Sample.primary("1000000012", "2026-03-01"),
        ])
      ]
    }
    #expect(refused?.fieldViolations.map(\.field) == ["members[0].primary_care[1]"])
  }

  @Test("A record that is wrong refuses the load whole and is named")
  func wrongRecords() async throws {
    let fixture = try EligibilityFixture()
    let cases: [(String, (inout EligibilityV1.LoadEligibilityRequest) throws -> Void)] = [
      ("request_id", { $0.requestID = "" }),
      ("members[1].member_id", { $0.members = [try Sample.member(), try Sample.member()] }),
      ("members[0].family_name", { $0.members = [try Sample.member(family: "-'-")] }),
      (
        "members[0].primary_care[0].npi",
        {
          $0.members = [
            try Sample.member(primaryCare: [try Sample.primary("1234567890", "2026-01-01")])
          ]
        }
      ),
      (
        "members[0].coverage[0].days",
        {
          $0.members = [
            try Sample.member(coverage: [try Sample.span("2026-04-30", "2026-04-29")])
          ]
        }
      ),
      (
        "members[0].coverage[0].product_id",
        {
          $0.members = [
            try Sample.member(coverage: [try Sample.span("2026-01-01", product: "NONE")])
          ]
        }
      ),
      ("products[1]", { $0.products = [try Sample.product(), try Sample.product()] }),
      (
        "products[0].benefits[1].benefit_id",
        {
          var product = try Sample.product()
          product.benefits[1].benefitID = product.benefits[0].benefitID
          $0.products = [product]
        }
      ),
      (
        "products[0].benefits[1]",
        {
          var product = try Sample.product()
          product.benefits[1].providerRole = .primaryCare
          $0.products = [product]
        }
      ),
      (
        "products[0].terms.out_of_pocket_family",
        {
          var product = try Sample.product()
          product.terms?.outOfPocketFamily = nil
          $0.products = [product]
        }
      ),
      (
        "products[0].benefits[0].copay",
        {
          var product = try Sample.product()
          product.benefits[0].copay?.cents = .min
          $0.products = [product]
        }
      ),
      (
        "products[0].benefits[0].coinsurance_basis_points",
        {
          var product = try Sample.product()
          product.benefits[0].coinsuranceBasisPoints = 10_001
          $0.products = [product]
        }
      ),
      (
        "products[0].plan_year_end",
        {
          var product = try Sample.product()
          product.planYearEnd = try Sample.day("2025-12-31")
          $0.products = [product]
        }
      ),
      (
        "categories[1].procedure",
        { $0.categories = [Sample.category("1", "a"), Sample.category("1", "b")] }
      ),
    ]
    for (field, change) in cases {
      let error = await fixture.refusal { request in
        request.products = [try Sample.product()]
        try change(&request)
      }
      #expect(error?.code == .invalidArgument, "\(field)")
      #expect(error?.fieldViolations.map(\.field) == [field])
    }
    let rows = try await fixture.store.read { reader in
      try reader.first("SELECT COUNT(*) FROM plan_year") { try $0.value(0, as: Int.self) }
    }
    #expect(rows == 0)
  }

  @Test("ELIG-SPAN-2: a plan year that overlaps a stored one is refused; a replacement is not")
  func storedPlanYears() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    let refused = await fixture.refusal { request in
      var product = try Sample.product()
      product.terms?.planYearStart = try Sample.day("2026-07-01")
      request.products = [product]
    }
    #expect(refused?.fieldViolations.map(\.field) == ["products[0]"])
    try await fixture.load { request in
      request.products = [try Sample.product(copay: 1), try Sample.product(year: 2027)]
    }
  }

  @Test("A voided span is kept with the version that stated it and the one that voided it")
  func voidedSpans() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await fixture.load { request in
      request.members = [
        try Sample.member(coverage: [try Sample.span("2026-01-01", "2026-03-31")])
      ]
    }
    let rows = try await fixture.store.read { reader in
      try reader.rows(
        """
        SELECT version, to_day, voided_version FROM coverage_span WHERE member_id = $1 \
        ORDER BY version
        """, "M1001"
      ) { row in
        let voided = try row.value(2, as: Int64?.self).map(String.init) ?? "in force"
        return "v\(try row.value(0, as: Int64.self)) to \(try row.value(1, as: Day.self)) \(voided)"
      }
    }
    #expect(rows == ["v1 to 9999-12-31 2", "v2 to 2026-03-31 in force"])
  }

  @Test("Reads that overlap loads see all of a load or nothing of it")
  func concurrentReads() async throws {
    let fixture = try EligibilityFixture()
    try await fixture.loadSample()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for copay in stride(from: Int64(100), through: 2_000, by: 100) {
          try await fixture.load { request in
            request.products = [try Sample.product(copay: copay)]
            request.members = [
              try Sample.member(primaryCare: [
                try Sample.primary(copay % 200 == 0 ? "1000000004" : "1000000012", "2026-01-01")
              ])
            ]
          }
        }
      }
      for _ in 0..<3 {
        group.addTask {
          for _ in 0..<50 {
            let line = try await fixture.answer(try Sample.question()).lines[0]
            let copay = try #require(line.benefits.first?.copay?.cents)
            let isEven = copay % 200 == 0 || copay == 2_500
            #expect(line.primaryCareNPI == (isEven ? "1000000004" : "1000000012"))
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await fixture.administration.violations().isEmpty)
  }
}
