package import TLS

/// One of the five processes of a suite.
package enum SuiteService: String, CaseIterable, Sendable {
  case eligibility
  case network
  case authorization
  case payment
  case gateway

  /// The program that runs it.
  package var program: String { "\(rawValue)-server" }

  /// The identity that its certificate says.
  package var identity: TLSIdentity {
    get throws { try .named(.service, rawValue) }
  }

  /// The services that the gateway calls.
  package static let callees = allCases.filter { $0 != .gateway }
}

extension TLSIdentity {
  /// An identity whose name a test wrote down.
  ///
  /// - Throws: ``TestSuiteError`` for a name that no identity can have.
  package static func named(_ kind: Kind, _ name: String) throws -> TLSIdentity {
    guard let identity = TLSIdentity(kind: kind, name: name) else {
      throw TestSuiteError("no identity can be named \(name)")
    }
    return identity
  }

  /// The program `hmo`, which operates the suite.
  package static var hmo: TLSIdentity {
    get throws { try .named(.client, "hmo") }
  }

  /// A program that may only submit claims and see them.
  package static var integrator: TLSIdentity {
    get throws { try .named(.client, "integrator") }
  }
}
