/// One thing that a client may send, and what a server has to do about it.
package struct ProtocolCase: Sendable, Hashable {
  /// Names the case for good, like `http2/6.5.3/2`.
  package let identifier: String
  /// Where the rule stands, like `RFC 9113, 6.5.3`.
  package let clause: String
  /// What is held, as a sentence.
  package let title: String
  /// Where we do not do what this identifier asks for elsewhere: what we do, and by which clause.
  package let deviation: String?
  /// What is sent and expected, from the first byte of the connection on.
  package let steps: [CaseStep]

  /// A case that begins with the greeting of a proper client, unless `isGreeted` says otherwise.
  package init(
    _ identifier: String, _ clause: String, _ title: String, deviation: String? = nil,
    isGreeted: Bool = true, _ steps: CaseStep...
  ) {
    self.init(identifier, clause, title, deviation: deviation, isGreeted: isGreeted, steps)
  }

  /// The same with steps in a list.
  package init(
    _ identifier: String, _ clause: String, _ title: String, deviation: String? = nil,
    isGreeted: Bool = true, _ steps: [CaseStep]
  ) {
    self.identifier = identifier
    self.clause = clause
    self.title = title
    self.deviation = deviation
    self.steps = (isGreeted ? CaseStep.greeting : []) + steps
  }

  /// The first part of the identifier.
  package var group: Substring { identifier.prefix { $0 != "/" } }
}

extension ProtocolCase: CustomStringConvertible {
  /// Identifier and title.
  package var description: String { "\(identifier) \(title)" }
}
