import Domain
import Messages
import Testing

@testable import Gateway

@Suite("Claims are listed by where they stand")
struct ListTests {
  private let fixture: ClaimStoreFixture

  init() throws {
    fixture = try ClaimStoreFixture()
  }

  /// Four claims in each of the four states, in turn.
  private func fill() async throws {
    for round in 0..<4 {
      let claims = (0..<4).map { Sample.claim("P\(round)\($0)", member: "M\(round)\($0)") }
      try await fixture.accept(claims[0])
      _ = try await fixture.pended(claims[1])
      try await fixture.decided(claims[2])
      try await fixture.decided(claims[3], isDenied: true)
    }
  }

  private func numbers(
    _ state: ClaimV1.ClaimState, after number: Int64 = 0, limit: Int = 100
  ) async throws -> [Int64] {
    try await fixture.claims.list(after: number, limit: limit, state: state).map(\.number.value)
  }

  @Test("Each state lists its own claims in the order of acceptance")
  func states() async throws {
    try await fill()
    #expect(try await numbers(.accepted) == [1, 5, 9, 13])
    #expect(try await numbers(.pended) == [2, 6, 10, 14])
    #expect(try await numbers(.payable) == [3, 7, 11, 15])
    #expect(try await numbers(.denied) == [4, 8, 12, 16])
    #expect(try await numbers(.unspecified) == Array(1...16))
    #expect(try await numbers(ClaimV1.ClaimState(rawValue: 99)).isEmpty)
  }

  @Test("Pages follow each other without a gap or a repeat")
  func pages() async throws {
    try await fill()
    #expect(try await numbers(.unspecified, limit: 5) == [1, 2, 3, 4, 5])
    #expect(try await numbers(.unspecified, after: 5, limit: 5) == [6, 7, 8, 9, 10])
    #expect(try await numbers(.pended, after: 2, limit: 2) == [6, 10])
    #expect(try await numbers(.pended, after: 14, limit: 2).isEmpty)
    #expect(
      try await fixture.claims.listPended(after: 2, limit: 2).map(\.number.value) == [6, 10])
  }

  @Test("A claim of the last state is found behind more than one page of others")
  func behindOthers() async throws {
    for index in 0..<300 {
      try await fixture.accept(Sample.claim("P\(index)", member: "M\(index)"))
    }
    let denied = try await fixture.decided(Sample.claim("D", member: "D"), isDenied: true)
    #expect(try await numbers(.denied, limit: 1) == [denied.value])
  }

  @Test("Counts add up to all claims, also when a claim pended more than once")
  func counts() async throws {
    try await fill()
    let number = ClaimNumber(2)
    _ = try await fixture.claims.record(Sample.again("R1"), on: number)
    try await fixture.claims.record(
      pended: Sample.pended(.withhold, line: 1), of: number, attempt: 2, at: Sample.now)
    let counts = try await fixture.claims.counts()
    #expect(counts == ClaimStore.Counts(accepted: 4, pended: 4, payable: 4, denied: 4))
    #expect(try await fixture.claims.listPended(after: 0, limit: 10).count == 4)
  }

  @Test("An empty store lists and counts nothing")
  func empty() async throws {
    #expect(try await numbers(.unspecified).isEmpty)
    #expect(try await fixture.claims.counts() == ClaimStore.Counts())
    #expect(try await fixture.claims.lastNumber().value == 0)
  }
}

@Suite("A claim's number")
struct ClaimNumberTests {
  @Test(
    "It is HC and twelve digits, and is read back", arguments: [1, 42, 999_999_999_999] as [Int64])
  func roundTrip(value: Int64) {
    let number = ClaimNumber(value)
    #expect(number.text.utf8.count == 14)
    #expect(ClaimNumber(number.text) == number)
  }

  @Test(
    "Other text is no number",
    arguments: [
      "", "HC", "HC000000000000", "HC00000000001", "HC0000000000001", "hc000000000001",
      "HC-00000000001", "HC00000000000１", "XX000000000001", "HC 00000000001",
    ])
  func refuses(text: String) {
    #expect(ClaimNumber(text) == nil)
  }
}
