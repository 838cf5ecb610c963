/// Loop 2000B: a subscriber and the payer the claim is for.
package struct X12SubscriberLevel: Hashable, Sendable {
  /// HL01.
  package let number: X12Field<String>
  /// HL02, the number of the billing level above.
  package let parent: X12Field<String>
  /// SBR.
  package internal(set) var information: X12SubscriberInformation?
  /// Loop 2010BA.
  package internal(set) var subscriber: X12Party?
  /// Loop 2010BB.
  package internal(set) var payer: X12Party?
  /// What no field holds, such as PAT.
  package internal(set) var rawSegments: [X12RawSegment] = []
}

extension X12SubscriberLevel: PrintsRedacted {}
