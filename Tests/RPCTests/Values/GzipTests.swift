import RPC
import RawHTTP2
import Testing

@Suite("Gzip as a value")
struct GzipTests {
  private func inflate(
    _ bytes: [UInt8], bytesMax: Int, _ inflater: GzipInflater = GzipInflater()
  ) -> (GzipInflater.Outcome, [UInt8]) {
    let output = ByteQueue()
    let outcome = bytes.withUnsafeBytes {
      inflater.inflate($0, into: output, bytesMax: bytesMax)
    }
    return (outcome, Array(output.readable))
  }

  @Test("What was deflated comes back, with one inflater for all of it")
  func roundTrip() {
    var random = SeededGenerator(named: "GzipTests.roundTrip")
    let inflater = GzipInflater()
    for _ in 0..<200 {
      let piece = random.bytes(Int.random(in: 0...40, using: &random))
      let plain = (0..<Int.random(in: 0...2_000, using: &random)).flatMap { _ in piece }
      let (outcome, bytes) = inflate(Gzipped.bytes(plain), bytesMax: plain.count, inflater)
      #expect(outcome == .whole)
      #expect(bytes == plain)
    }
  }

  @Test("A limit one byte short stops it, with no more than one byte too many made")
  func limit() {
    let plain = [UInt8](repeating: 9, count: 1_000_000)
    for bytesMax in [0, 1, 16_383, 16_384, 999_999] {
      let (outcome, bytes) = inflate(Gzipped.bytes(plain), bytesMax: bytesMax)
      #expect(outcome == .tooLarge)
      #expect(bytes.count == bytesMax + 1)
    }
    #expect(inflate(Gzipped.bytes(plain), bytesMax: 1_000_000).0 == .whole)
  }

  @Test("Every prefix of a stream is damaged, and so is anything after its end")
  func cuts() {
    let whole = Gzipped.bytes(Array("member 1, member 2, member 3".utf8))
    let inflater = GzipInflater()
    for count in 0..<whole.count {
      #expect(inflate(Array(whole.prefix(count)), bytesMax: 100, inflater).0 == .malformed)
    }
    #expect(inflate(whole + [0], bytesMax: 100, inflater).0 == .malformed)
    #expect(inflate(whole, bytesMax: 100, inflater).0 == .whole)
  }

  @Test("Changed and random bytes are found out, or give what was there, and trap nothing")
  func changes() {
    var random = SeededGenerator(named: "GzipTests.changes")
    let plain = Array("eligibility, network, authorization, payment".utf8)
    let whole = Gzipped.bytes(plain)
    let inflater = GzipInflater()
    for _ in 0..<5_000 {
      var bytes = whole
      bytes[Int.random(in: 10..<bytes.count, using: &random)] ^= UInt8.random(
        in: 1 ... .max, using: &random)
      let (outcome, result) = inflate(bytes, bytesMax: 1_000, inflater)
      #expect(outcome != .whole || result == plain)
      let noise = random.bytes(Int.random(in: 0...200, using: &random))
      #expect(inflate(noise, bytesMax: 1_000, inflater).0 != .whole)
    }
  }

  @Test("A compressed message is read whatever slices it came in")
  func slices() {
    let plain = (0..<400).map { UInt8($0 % 7) }
    let wire = RawFrame.message(Gzipped.bytes(plain), flag: 1)
    for cut in 0...wire.count {
      var queue = MessageQueue(bytes: ByteQueue(), messageBytesMax: 400, mayBeCompressed: true)
      for slice in [wire[..<cut], wire[cut...]] {
        #expect(Array(slice).withUnsafeBytes { queue.append($0) } == .stored)
      }
      #expect(queue.isNextCompressed == true)
      let taken = queue.oldest.map { bytes in
        GzipCodec.ofThread.withInflated(bytes, bytesMax: 400) { Array($0) }
      }
      guard case .success(let bytes)? = taken else {
        Issue.record("cut at \(cut): nothing came out")
        continue
      }
      #expect(bytes == plain)
    }
  }

  @Test("Only the last message of a queue is compressed, and only when it gets smaller")
  func compressLast() {
    var random = SeededGenerator(named: "GzipTests.compressLast")
    let queue = ByteQueue(capacity: 8)
    let first = RawFrame.message([1, 2, 3], flag: 0)
    first.withUnsafeBytes { queue.append($0) }
    let noise = RawFrame.message(random.bytes(500), flag: 0)
    noise.withUnsafeBytes { queue.append($0) }
    #expect(GzipCodec.ofThread.compressLast(noise.count, of: queue) == noise.count)
    #expect(Array(queue.readable) == first + noise)
    let zeros = RawFrame.message([UInt8](repeating: 0, count: 500), flag: 0)
    zeros.withUnsafeBytes { queue.append($0) }
    let size = GzipCodec.ofThread.compressLast(zeros.count, of: queue)
    #expect(size < 100)
    let bytes = Array(queue.readable)
    #expect(bytes.count == first.count + noise.count + size)
    #expect(bytes.starts(with: first + noise))
    #expect(bytes[first.count + noise.count] == 1)
  }

  @Test(
    "The list of accepted encodings is read with or without spaces",
    arguments: [
      ("gzip", true), ("identity,gzip", true), ("identity, deflate ,\tgzip", true), ("", false),
      ("identity", false), ("gzipped", false), ("x-gzip,deflate", false), ("GZIP", false),
      (",,gzip ,", true),
    ])
  func list(text: String, isListed: Bool) {
    #expect(text.withRawBytes { RPCCompression.isGzipListed($0) } == isListed)
  }
}
