import Foundation
import Messages
import Protobuf
import ServiceProcess
import Testing

@Suite("The matrix of permissions")
struct MatrixTests {
  private static let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("permissions.txt")

  @Test("The table in the sources says what the committed matrix says")
  func agrees() throws {
    let computed = try PermissionMatrix.text(of: .suite)
    let environment = ProcessInfo.processInfo.environment
    if environment["HMO_WRITE_MATRIX"] == "1", environment["CI"] == nil {
      try Data(computed.utf8).write(to: MatrixTests.file)
    }
    let committed = String(decoding: try Data(contentsOf: MatrixTests.file), as: UTF8.self)
    let difference = MatrixTests.difference(committed, computed)
    #expect(
      difference == [],
      """
      The table and Tests/ServiceProcessTests/Matrix/permissions.txt differ (- file, + table). If the \
      table is meant so: HMO_WRITE_MATRIX=1 swift test --filter MatrixTests
      """)
  }

  @Test("Every method of every process stands in the matrix")
  func isComplete() throws {
    let text = try PermissionMatrix.text(of: .suite)
    for service in MessagesDescriptors.pool.services {
      for method in service.methods {
        #expect(text.contains("\n\(method.path) "), "\(method.path)")
      }
    }
    #expect(!text.contains("NO ROW"))
  }

  private static func difference(_ committed: String, _ computed: String) -> [String] {
    let old = committed.components(separatedBy: "\n")
    let new = computed.components(separatedBy: "\n")
    return new.difference(from: old).map { change in
      switch change {
      case .remove(_, let line, _): "- \(line)"
      case .insert(_, let line, _): "+ \(line)"
      }
    }
  }
}
