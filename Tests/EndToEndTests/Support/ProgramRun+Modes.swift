import Foundation
import TestKit

extension ProgramRun {
  /// Runs a program as one whom the modes of files bind, which they do not bind the superuser.
  static func boundByModes(
    _ program: String, _ arguments: [String], environment: [String: String] = [:]
  ) async throws -> ProgramRun {
    guard geteuid() == 0 else {
      return try await ProgramRun(program, arguments, environment: environment)
    }
    let withoutOverride = "--bounding-set=-dac_override,-dac_read_search"
    return try await ProgramRun(
      "/usr/bin/setpriv", [withoutOverride, program] + arguments, environment: environment)
  }
}
