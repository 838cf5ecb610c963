/// Why a service could not start or go on.
///
/// `message` is one sentence for an operator that says what to do; it holds no secret and no member
/// data.
package struct ServiceProcessError: Error, Hashable, Sendable {
  /// What kind of failure this is.
  package var code: Code
  /// One sentence for an operator.
  package var message: String

  /// The kinds of failure.
  package enum Code: String, Hashable, Sendable {
    /// A value of the configuration is missing or wrong.
    case configuration
    /// A certificate, key or authority cannot be used.
    case identity
    /// The store cannot be opened.
    case store
    /// An address cannot be listened on.
    case address
    /// A method has no row in the table of permissions.
    case permissions
    /// The service's own preparation failed.
    case preparation
  }

  /// Makes an error.
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension ServiceProcessError: CustomStringConvertible {
  package var description: String { "\(code.rawValue): \(message)" }
}
