import ArgumentParser
import RPC

/// Ends a command: one sentence on standard error that says what to do, and an exit code.
struct CommandFailure: Error {
  let message: String
  let code: Int32

  init(_ message: String, code: Int32 = ExitCodes.failed) {
    self.message = message
    self.code = code
  }

  /// What a failed call means to the person at the keyboard.
  init(_ error: RPCError, calling service: String) {
    switch error.code {
    case .unavailable, .deadlineExceeded:
      self.init(
        "\(service) cannot be reached (\(error.message)). Is the suite up? Try: hmo status",
        code: ExitCodes.unreachable)
    case .permissionDenied:
      self.init("this certificate may not do that: \(error.message)")
    default:
      let fields = error.fieldViolations.map { "\n  \($0.field): \($0.description)" }.joined()
      let reason = error.reason.isEmpty ? "" : " [\(error.reason)]"
      self.init("\(error.message)\(reason)\(fields)")
    }
  }
}

/// The exit codes of `hmo`, as its help names them.
enum ExitCodes {
  /// Refused or failed.
  static let failed: Int32 = 1
  /// A file was read and some of its claims were refused.
  static let partlyRefused: Int32 = 2
  /// A service cannot be reached.
  static let unreachable: Int32 = 69
}

/// Runs the body of a command and turns failures into one sentence and an exit code.
func reporting(_ body: () async throws -> Void) async throws {
  do {
    try await body()
  } catch let failure as CommandFailure {
    Terminal.complain(failure.message)
    throw ExitCode(failure.code)
  } catch let error as RPCError {
    let failure = CommandFailure(error, calling: "the service")
    Terminal.complain(failure.message)
    throw ExitCode(failure.code)
  }
}
