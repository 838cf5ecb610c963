import Domain
import Testing

@Suite("A day is a civil date")
struct DayTests {
  @Test(
    "The calendar agrees with known days",
    arguments: [
      (1800, 1, 1, -62_091), (1900, 3, 1, -25_508), (1969, 12, 31, -1), (1970, 1, 1, 0),
      (2000, 2, 29, 11_016), (2000, 3, 1, 11_017), (2024, 2, 29, 19_782), (2026, 3, 10, 20_522),
      (2100, 2, 28, 47_540), (2100, 3, 1, 47_541), (9999, 12, 31, 2_932_896),
    ])
  func table(year: Int, month: Int, day: Int, number: Int) throws {
    let made = try #require(Day(year: year, month: month, day: day))
    #expect(Int(made.number) == number)
    #expect(made.parts == (year, month, day))
  }

  @Test("Every day of every month from 1800 to 9999 follows the one before it")
  func everyMonthFollows() throws {
    var number: Int32 = -62_091
    for year in 1800...9999 {
      let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(1..., lengths) {
        let first = try #require(Day(year: year, month: month, day: 1))
        guard first.number == number, Day(year: year, month: month, day: length + 1) == nil else {
          Issue.record("\(year)-\(month) does not follow the month before it")
          return
        }
        number += Int32(length)
      }
    }
    #expect(number == Day.openEnd.number + 1)
  }

  @Test("Sampled days survive every form: parts, ISO text and compact text")
  func roundTrip() {
    var failures = 0
    for number in stride(from: Day.first.number, through: Day.openEnd.number, by: 97) {
      let day = Day(number: number)
      let (year, month, dayOfMonth) = day.parts
      let isSame =
        Day(year: year, month: month, day: dayOfMonth) == day && Day(iso: day.description) == day
        && Day(compact: day.compact) == day && Day(checkedNumber: number) == day
        && day.year == year
      if !isSame { failures += 1 }
    }
    #expect(failures == 0)
  }

  @Test(
    "The 29th of February is in leap years alone",
    arguments: [
      (1800, false), (1900, false), (2000, true), (2023, false), (2024, true), (2100, false),
      (2400, true),
    ])
  func leapYears(year: Int, isLeap: Bool) {
    #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
    #expect(Day(year: year, month: 2, day: 30) == nil)
  }

  @Test(
    "Text that is no day is refused",
    arguments: [
      "", "2026-3-10", "2026-03-10 ", "2026/03/10", "2026-13-01", "2026-00-10", "2026-04-31",
      "1799-12-31", "+026-03-10", "２０２６-03-10",
    ])
  func refusesText(text: String) {
    #expect(Day(iso: text) == nil)
    #expect(Day(compact: text.filter { $0 != "-" } + "x") == nil)
  }

  @Test("A number outside 1800-01-01 to 9999-12-31 is refused at the edge")
  func limits() {
    #expect(Day(checkedNumber: Day.first.number) == .first)
    #expect(Day(checkedNumber: Day.first.number - 1) == nil)
    #expect(Day(checkedNumber: Day.openEnd.number) == .openEnd)
    #expect(Day(checkedNumber: Day.openEnd.number + 1) == nil)
    #expect(Day(checkedNumber: .max) == nil)
    #expect(Day(checkedNumber: .min) == nil)
  }

  @Test(
    "A month ends on its last day, and so do those after it, across years",
    arguments: [
      ("2026-02-10", 0, "2026-02-28"), ("2028-02-29", 0, "2028-02-29"),
      ("2026-11-01", 2, "2027-01-31"), ("2026-12-31", 0, "2026-12-31"),
      ("2026-10-15", 2, "2026-12-31"), ("9999-12-01", 0, "9999-12-31"),
      ("9999-11-30", 5, "9999-12-31"),
    ])
  func endOfMonth(day: String, months: Int, end: String) throws {
    #expect(try #require(Day(iso: day)).endOfMonth(after: months) == Day(iso: end))
  }

  @Test("Days are counted, added and compared across years")
  func arithmetic() throws {
    let day = try #require(Day(iso: "2025-12-31"))
    #expect(day.adding(days: 1).description == "2026-01-01")
    #expect(day.adding(days: -365).description == "2024-12-31")
    #expect(day.adding(days: 1).days(since: day) == 1)
    #expect(day < day.adding(days: 1))
    #expect(Day(number: .max).adding(days: 1) == Day(number: .max))
  }

  @Test(
    "The most distant numbers have parts and print without a trap", arguments: [Int32.min, .max])
  func extremes(number: Int32) {
    #expect(!Day(number: number).description.isEmpty)
  }
}

@Suite("A span of days holds both its ends")
struct DaySpanTests {
  private func span(_ from: Int32, _ to: Int32) -> DaySpan {
    DaySpan(from: Day(number: from), to: Day(number: to))
  }

  @Test("Both ends belong to it and their neighbours do not")
  func contains() {
    let span = span(10, 12)
    #expect((9...13).map { span.contains(Day(number: $0)) } == [false, true, true, true, false])
  }

  @Test("Two spans overlap exactly when they share a day, in either order")
  func overlaps() {
    for a in Int32(0)...4 {
      for b in a...4 {
        for c in Int32(0)...4 {
          for d in c...4 {
            let shares = (a...b).overlaps(c...d)
            #expect(span(a, b).overlaps(span(c, d)) == shares)
            #expect(span(c, d).overlaps(span(a, b)) == shares)
          }
        }
      }
    }
  }

  @Test("A span that ends before it begins is refused at the edge")
  func checked() {
    #expect(DaySpan(checkedFrom: Day(number: 2), to: Day(number: 1)) == nil)
    #expect(DaySpan(checkedFrom: Day(number: 1), to: Day(number: 1)) == span(1, 1))
  }

  @Test("An open span holds the last day that there is")
  func open() {
    #expect(DaySpan(from: Day(number: 0)).contains(.openEnd))
  }
}
