extension X12OtherPayer {
  /// Loops 2320 and 2330A to 2330G.
  var outgoing: [X12OutgoingSegment] {
    let own =
      [information.outgoing] + adjustments.outgoing + amounts.map(\.outgoing)
      + rawSegments.outgoing(of: .otherSubscriber)
    return own.ordered(for: .otherSubscriber)
      + parties.flatMap {
        $0.outgoing(with: $0.loop == .otherPayer ? periods.map(\.outgoing) : [])
      }
  }
}
