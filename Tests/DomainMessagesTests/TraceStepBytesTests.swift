import Domain
import DomainMessages
import Messages
import Protobuf
import SampleClaims
import Testing

@Suite("A step of a trace as bytes")
struct TraceStepBytesTests {
  @Test(
    "The bytes are those of the step's message, for 5,000 random steps")
  func bytes() throws {
    let seed = UInt64.random(in: .min ... .max)
    var random = SeededRandom(seed: seed)
    for number in 0..<5_000 {
      let step = step(&random)
      let bytes = step.encoded.protobufBytes
      #expect(bytes == step.message.protobufBytes(), "step \(number) of seed \(seed): \(step)")
      #expect(try step.encoded.decoded() == step.message, "step \(number) of seed \(seed)")
    }
  }

  @Test("A step of which nothing is known is no bytes, and an amount of nothing is told from none")
  func empty() {
    let empty = TraceStep(RuleName("", version: 0), outcome: "")
    #expect(empty.encoded.protobufBytes.isEmpty)
    let zero = TraceStep(
      RuleName("", version: 0), before: .zero, after: Money(cents: -1), outcome: "")
    #expect(
      zero.encoded.protobufBytes
        == [0x2A, 0, 0x32, 11, 0x08] + [UInt8](repeating: 0xFF, count: 9) + [1])
  }

  private func step(_ random: inout SeededRandom) -> TraceStep {
    TraceStep(
      RuleName("R\(text(&random))", version: number(&random)), line: number(&random),
      facts: (0..<Int.random(in: 0...4, using: &random)).map { _ in
        TraceStep.Fact(text(&random), text(&random))
      }, before: amount(&random), after: amount(&random), outcome: text(&random),
      codes: (0..<Int.random(in: 0...3, using: &random)).map { _ in text(&random) })
  }

  /// Nothing, a word, or a text whose length takes two or three bytes to say; of any script.
  private func text(_ random: inout SeededRandom) -> String {
    let counts = [0, 1, 7, 15, 16, 126, 127, 128, 129, 16_383, 16_384]
    let count = Int.random(in: 0..<10, using: &random) == 0 ? counts.count : 8
    let part = ["a", "Z", "-", "ß", "字", "🩺"].randomElement(using: &random) ?? "a"
    return String(repeating: part, count: counts[Int.random(in: 0..<count, using: &random)])
  }

  private func number(_ random: inout SeededRandom) -> Int {
    let numbers = [0, 1, 2, 127, 128, 99_999, Int(Int32.max), -1, Int(Int32.min), .max, .min]
    return numbers[Int.random(in: 0..<numbers.count, using: &random)]
  }

  private func amount(_ random: inout SeededRandom) -> Money? {
    let amounts: [Int64?] = [nil, 0, 1, -1, 12_345, 999_999_999_999, -999_999_999_999]
    return amounts[Int.random(in: 0..<amounts.count, using: &random)].map { Money(cents: $0) }
  }
}
