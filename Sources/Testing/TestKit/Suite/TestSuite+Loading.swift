import Foundation
import Messages
import Protobuf
import RPC
package import SampleClaims

extension TestSuite {
  /// Loads everything that the claims of a sample world refer to.
  package func load(_ world: SampleWorld) async throws {
    for file in world.loadFiles { try await load(LoadRequest(file.text)) }
  }

  /// Sends one request that loads, as its file has it.
  package func load(_ request: LoadRequest) async throws {
    _ = try await client(request.service, as: .hmo).rawUnary(
      path: request.path, request: request.bytes, options: .patient)
  }
}
