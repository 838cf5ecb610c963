import CSQLite
import Foundation
import Storage
import Testing

@Suite("Adjacent pieces of a log are written in one call")
struct LogFileTests {
  @Test("What is written reaches the file when it is made durable, and not before")
  func holdsBack() throws {
    let log = try OpenLog()
    try log.write([1, 2, 3], at: 0)
    try log.write([4, 5], at: 3)
    #expect(log.content == [])
    try log.makeDurable()
    #expect(log.content == [1, 2, 3, 4, 5])
  }

  @Test("What is read is what was written last, whether the file has it or not")
  func readsWhatItHoldsBack() throws {
    let log = try OpenLog()
    try log.write([1, 2, 3, 4], at: 0)
    try log.makeDurable()
    try log.write([9], at: 2)
    #expect(try log.read(1, at: 0) == [1])
    #expect(log.content == [1, 2, 3, 4])
    #expect(try log.read(2, at: 1) == [2, 9])
    #expect(log.content == [1, 2, 9, 4])
  }

  @Test("A piece elsewhere in the file is written after those before it")
  func keepsTheOrder() throws {
    let log = try OpenLog()
    try log.write([1, 1, 1, 1], at: 1)
    try log.write([2, 2], at: 3)
    #expect(log.content == [0, 1, 1, 1, 1])
    try log.makeDurable()
    #expect(log.content == [0, 1, 1, 2, 2])
  }

  @Test("The length counts what is held back, and cutting the file cuts that too")
  func knowsItsLength() throws {
    let log = try OpenLog()
    try log.write([1, 2, 3], at: 0)
    #expect(try log.length == 3)
    try log.write([4, 5], at: 3)
    try log.cut(to: 4)
    #expect(log.content == [1, 2, 3, 4])
    try log.makeDurable()
    #expect(log.content == [1, 2, 3, 4])
  }

  @Test("More than there is room to hold back is written whole, in pieces or at once")
  func writesMuch() throws {
    let log = try OpenLog()
    let page = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    for number in 0..<100 { try log.write(page, at: Int64(number * page.count)) }
    let large = [UInt8](repeating: 3, count: 130_000)
    try log.write(large, at: Int64(100 * page.count))
    try log.makeDurable()
    #expect(log.content == Array(repeatElement(page, count: 100).joined()) + large)
  }

  @Test("What no commit made durable is not written when the log is closed")
  func closes() throws {
    let log = try OpenLog()
    try log.write([7], at: 0)
    try log.makeDurable()
    try log.write([8], at: 1)
    log.close()
    #expect(log.content == [7])
  }

  @Test("Without room nothing is forgotten: it fails until there is room, and is written then")
  func keepsWhatItCouldNotWrite() throws {
    guard let disk = try SmallDisk(kibibytes: 64) else { return }
    defer { disk.unmount() }
    let log = try OpenLog(in: disk.path)
    let bytes = [UInt8](repeating: 5, count: 100_000)
    try log.write([1, 2, 3], at: 0)
    try log.makeDurable()
    try log.write(bytes, at: 3)
    #expect(throws: OpenLog.Failure(result: SQLITE_FULL)) { try log.makeDurable() }
    #expect(throws: OpenLog.Failure(result: SQLITE_FULL)) { try log.write([4], at: 2) }
    #expect(try log.read(3, at: 0) == [1, 2, 3])
    try disk.grow(kibibytes: 1_024)
    try log.write([4], at: 2)
    try log.makeDurable()
    #expect(log.content == [1, 2, 4] + bytes)
    log.close()
  }
}
