/// Loop 2000C of a 277: a provider with the subscribers of the inquiry.
package struct X12StatusProvider: Hashable, Sendable {
  /// NM1*1P.
  package var name: X12OutgoingName
  /// Loops 2000D.
  package var subscribers: [X12StatusSubscriber]

  /// Makes a provider's part.
  package init(name: X12OutgoingName, subscribers: [X12StatusSubscriber]) {
    self.name = name
    self.subscribers = subscribers
  }
}
