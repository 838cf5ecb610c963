import Domain
import Testing

@Suite("An instant is microseconds in UTC")
struct InstantTests {
  @Test(
    "It prints as its day and time",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
      (1_773_151_509_999_999, "2026-03-10T14:05:09Z"),
      (-86_400_000_000, "1969-12-31T00:00:00Z"),
    ] as [(Int64, String)])
  func prints(microseconds: Int64, text: String) {
    #expect(Instant(microseconds: microseconds).description == text)
  }

  @Test("The day of an instant begins at midnight in UTC and ends a microsecond before the next")
  func days() {
    for number in [Int32(-62_091), -1, 0, 20_522, 2_932_896] {
      let start = Instant(startOf: Day(number: number))
      #expect(start.day.number == number)
      #expect(Instant(microseconds: start.microseconds - 1).day.number == number - 1)
      #expect(Instant(microseconds: start.microseconds + 86_399_999_999).day.number == number)
    }
  }

  @Test(
    "The most distant instants print and have a day without a trap",
    arguments: [Int64.min, .min + 1, .max])
  func extremes(microseconds: Int64) {
    let instant = Instant(microseconds: microseconds)
    #expect(instant.description.hasSuffix("Z"))
    #expect(instant.day.number == Int32(clamping: instant.day.number))
  }

  @Test("The start of a day beyond all instants is held at the nearest instant")
  func startOfDistantDay() {
    #expect(Instant(startOf: Day(number: .max)).microseconds == .max)
    #expect(Instant(startOf: Day(number: .min)).microseconds == .min)
  }
}
