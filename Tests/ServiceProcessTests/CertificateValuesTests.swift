import Foundation
import ServiceProcess
import TLS
import Testing

@Suite("What a process decides about its certificate files, as values")
struct CertificateValuesTests {
  private let first: FileStamp
  private let second: FileStamp

  init() throws {
    first = try #require(FileStamp(path: "/"))
    second = try #require(FileStamp(path: "/proc/self/exe"))
  }

  @Test("A change is read once two looks saw the same, and only once")
  func settles() {
    var watch = FileWatch([first, first], settles: true)
    #expect(watch.looked([first, first], isForced: false) == .unchanged)
    #expect(watch.looked([first, second], isForced: false) == .settling)
    #expect(watch.looked([second, second], isForced: false) == .settling)
    #expect(watch.looked([second, second], isForced: false) == .read)
    #expect(watch.looked([second, second], isForced: false) == .unchanged)
    #expect(watch.looked([nil, second], isForced: false) == .settling)
    #expect(watch.looked([second, second], isForced: false) == .unchanged, "it was put back")
  }

  @Test("A file that stands alone is read at the first sight of a change")
  func alone() {
    var watch = FileWatch([first], settles: false)
    #expect(watch.looked([nil], isForced: false) == .read)
    #expect(watch.looked([nil], isForced: false) == .unchanged)
  }

  @Test("What was refused is read again although it has not changed, and force needs no change")
  func again() {
    var watch = FileWatch([first], settles: true)
    #expect(watch.looked([first], isForced: true) == .read)
    watch.refused()
    #expect(watch.looked([first], isForced: false) == .read)
    #expect(watch.looked([first], isForced: false) == .unchanged)
    #expect(watch.looked([second], isForced: true) == .read)
  }

  @Test("The last seven days are announced once a day, and the end is too")
  func life() {
    let day: Int64 = 86_400
    let end = 100 * day
    var life = CertificateLife()
    #expect(life.looked(endSeconds: end, nowSeconds: 93 * day - 1) == .nothing)
    #expect(life.looked(endSeconds: end, nowSeconds: 93 * day) == .endsWithin(days: 7))
    #expect(life.looked(endSeconds: end, nowSeconds: 94 * day - 1) == .nothing)
    #expect(life.looked(endSeconds: end, nowSeconds: 94 * day) == .endsWithin(days: 6))
    #expect(life.looked(endSeconds: end, nowSeconds: end - 1) == .endsWithin(days: 1))
    #expect(life.looked(endSeconds: end, nowSeconds: end) == .ended, "the end is said at once")
    #expect(life.looked(endSeconds: end, nowSeconds: end + 1) == .nothing)
    #expect(life.looked(endSeconds: end, nowSeconds: end + day) == .ended)
    #expect(life.looked(endSeconds: end, nowSeconds: end + 2 * day) == .ended)
    #expect(life.looked(endSeconds: 2 * end, nowSeconds: end + 2 * day) == .nothing, "renewed")
    #expect(life.looked(endSeconds: .max, nowSeconds: .min) == .nothing)
    #expect(life.looked(endSeconds: .min, nowSeconds: .max) == .nothing)
  }

  @Test("Connections end at a random tick after a renewal, within the longest wait")
  func renewal() {
    let seed = UInt64.random(in: .min ... .max)
    var random = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      var renewal = ConnectionRenewal()
      #expect(renewal.ticked() == .wait)
      renewal.renewed(random: seed &+ random.next())
      var ticks: UInt64 = 0
      while renewal.ticked() == .wait {
        ticks += 1
        renewal.renewed(random: random.next())
        guard ticks <= ConnectionRenewal.delayTicksMax else { break }
      }
      #expect(ticks <= ConnectionRenewal.delayTicksMax, "a renewal in between waits no longer")
      #expect(renewal.ticked() == .wait)
    }
  }
}
