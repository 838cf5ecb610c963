import Domain
import Messages
import Testing

@testable import HMOCommands

@Suite("A file of codes is read")
struct CodeFileTests {
  private func codes(
    _ text: String, _ set: String = "icd_10_cm"
  ) throws -> [ClaimV1.Code] {
    try CodeFile(text: text, name: "codes.csv", set: set).codes
  }

  @Test("In a set of pairs the second column is the partner", arguments: CodeFile.setsOfPairs)
  func pairs(set: String) throws {
    let pairs = try codes("code,partner,from\nT1015,25\nT1015,59,2026-01-01,2026-06-30\n", set)
    #expect(pairs.map(\.code) == ["T1015", "T1015"] && pairs.map(\.partner) == ["25", "59"])
    #expect(pairs[0].days?.from?.days == Day.first.number)
    #expect(pairs[1].days?.from?.days == Day(iso: "2026-01-01")?.number)
    #expect(pairs[1].days?.to?.days == Day(iso: "2026-06-30")?.number)
    for line in ["T1015", "T1015,", "T1015,2 5", "T1015,25,a", "T1015,25,,,"] {
      #expect(failure { try codes("T1015,25\n\(line)", set) } != nil, "\(line)")
    }
    #expect(try codes("T1015,2026-01-01").map(\.partner) == [""])
  }

  @Test("A code alone may be used on any day, one with days on these")
  func days() throws {
    let codes = try codes("M54.5\nM545,2015-10-01,2021-09-30\nX1,2020-01-01\nX2,,2020-01-01\n")
    #expect(codes.map(\.code) == ["M545", "M545", "X1", "X2"])
    #expect(codes[0].days?.from?.days == Day.first.number)
    #expect(codes[0].days?.to?.days == Day.openEnd.number)
    #expect(codes[1].days?.from?.days == Day(iso: "2015-10-01")?.number)
    #expect(codes[1].days?.to?.days == Day(iso: "2021-09-30")?.number)
    #expect(codes[2].days?.to?.days == Day.openEnd.number)
    #expect(codes[3].days?.from?.days == Day.first.number)
  }

  @Test("A heading, empty lines, quotes and the line ends of other systems do not disturb")
  func form() throws {
    #expect(
      try codes("code,from,to\r\n\"A1\" , 2026-01-01,\r\n\r\nB2").map(\.code) == ["A1", "B2"])
    #expect(try codes("").isEmpty)
  }

  @Test(
    "What is no code is refused with its line",
    arguments: [
      "A1\nB2,2026-02-30", "A1\nB2,2026-02-01,2026-01-01", "A1\nB2,a,b,c", "A1\nB 2",
      "A1\nABCDEFGHIJK", "A1\nB2,,,", "A1\nÄ1",
    ])
  func refused(text: String) throws {
    let failure = try #require(
      failure { try CodeFile(text: text, name: "codes.csv", set: "icd_10_cm") })
    #expect(failure.message.hasPrefix("codes.csv, line 2"))
  }

  @Test("More codes than a set may have are refused")
  func limit() throws {
    let text = String(repeating: "A1\n", count: CodeFile.codesMax + 1)
    #expect(failure { try CodeFile(text: text, name: "codes.csv", set: "icd_10_cm") } != nil)
  }
}

@Suite("A list that comes in pages")
struct PagesTests {
  @Test("All pages are read in order, and no more than wanted")
  func all() async throws {
    var asked: [String] = []
    let pages = ["": ([1, 2], "a"), "a": ([3, 4], "b"), "b": ([5], "")]
    func page(_ token: String) throws -> (elements: [Int], next: String) {
      asked.append(token)
      let page = try #require(pages[token])
      return (page.0, page.1)
    }
    #expect(try await Pages.all(page) == [1, 2, 3, 4, 5])
    #expect(asked == ["", "a", "b"])
    asked = []
    #expect(try await Pages.all(limit: 3, page) == [1, 2, 3])
    #expect(asked == ["", "a"])
  }

  @Test("A service that gives one page for ever does not hold the command for ever")
  func endless() async {
    await #expect(throws: CommandFailure.self) {
      _ = try await Pages.all { _ in (elements: [1], next: "same") }
    }
  }
}
