import Foundation
import Testing

@testable import ServiceProcess

@Suite("The list of what is open")
struct OpenDescriptorsTests {
  /// More than the system tells at once.
  private static let filesCount = 2_000

  @Test("Every open file is listed once, also when there are too many for one answer of the system")
  func many() throws {
    var limit = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    let count = min(OpenDescriptorsTests.filesCount, Int(clamping: limit.rlim_cur) / 2)
    let opened = (0..<count).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
    defer { for file in opened where file >= 0 { close(file) } }
    try #require(opened.allSatisfy { $0 >= 0 })
    let listed = try #require(SystemFile.openDescriptors())
    #expect(Set(listed).isSuperset(of: opened))
    #expect(Set(listed).count == listed.count)
  }
}
