import RPC
import Testing

@Suite("Streams that a client has left out", .timeLimit(.minutes(1)))
struct SkippedStreamsTests {
  /// Which of the streams may begin, opened in this order.
  private func opened(_ numbers: [Int32]) -> [Bool] {
    var streams = SkippedStreams()
    return numbers.map { streams.open($0) }
  }

  @Test("Streams in their order begin, and may send again")
  func order() {
    #expect(!opened([1, 3, 5, 3, 1, 7]).contains(false))
  }

  @Test("What was left out does not begin, and the rest goes on")
  func leftOut() {
    let numbers: [Int32] = [5, 7, 13, 1, 3, 9, 11, 5, 13, 15]
    #expect(
      opened(numbers) == [true, true, true, false, false, false, false, true, true, true])
  }

  @Test("Numbers of no client, and the largest of all, harm nothing")
  func extremes() {
    let numbers: [Int32] = [0, 2, -1, .min, .max, .max - 1, .max - 2]
    #expect(opened(numbers) == [true, true, true, true, true, true, false])
  }

  @Test("Of many gaps the latest are known")
  func manyGaps() {
    let numbers = (0...Int32(SkippedStreams.gapsMax)).map { $0 * 4 + 3 } + [1, 5]
    #expect(opened(numbers).suffix(3) == [true, true, false])
  }
}
