import Storage
import Testing

@Suite("What a store counts")
struct StatisticsTests {
  @Test("A measurement falls into the first bucket that is large enough")
  func buckets() {
    var histogram = StoreHistogram(bounds: [10, 20])
    for value in [Int64.min, 0, 10, 11, 20, 21, 1_000] { histogram.record(value) }
    #expect(histogram.counts == [3, 2, 2])
    #expect(histogram.count == 7)
    var sum = StoreHistogram(bounds: [1])
    sum.record(5)
    sum.record(7)
    #expect(sum.sum == 12)
  }

  @Test("Bounds ascend, from 100 microseconds to 10 seconds and from 1 item to 256")
  func bounds() {
    for bounds in [StoreHistogram.microsecondBounds, StoreHistogram.itemBounds] {
      #expect(bounds == Array(Set(bounds)).sorted())
    }
    #expect(StoreHistogram.microsecondBounds.first == 100)
    #expect(StoreHistogram.microsecondBounds.last == 10_000_000)
    #expect(StoreHistogram.itemBounds.last == 256)
  }
}
