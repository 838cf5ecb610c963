import Domain

extension X12OutgoingEnvelope {
  /// A file with one 277 for each answer to an inquiry (rule `EDI-ANSWER-STATUS`).
  package func file(of responses: [X12StatusResponse]) throws(X12OutgoingError) -> [UInt8] {
    for response in responses {
      guard response.isComplete else { throw X12OutgoingError(.valueMissing) }
    }
    return try file(of: .statusResponse, responses.map(\.outgoing))
  }
}

extension X12StatusResponse {
  private var claims: [X12StatusClaim] {
    providers.flatMap(\.subscribers).flatMap { subscriber in
      subscriber.claims + subscriber.dependents.flatMap(\.claims)
    }
  }

  /// Whether every claim and every line says where it stands.
  fileprivate var isComplete: Bool {
    claims.allSatisfy { claim in
      !claim.statuses.isEmpty && claim.lines.allSatisfy { !$0.statuses.isEmpty }
    }
  }

  /// The segments between ST and SE.
  var outgoing: [X12OutgoingSegment] {
    var hierarchy = X12OutgoingHierarchy()
    var segments = [beginning]
    segments += [hierarchy.open("20", hasChildren: true), payer.outgoing(as: "PR")]
    if let contact { segments.append(contact.outgoing(as: "IC")) }
    segments += [
      hierarchy.open("21", under: 1, hasChildren: !providers.isEmpty),
      receiver.outgoing(as: "41"),
    ]
    for provider in providers { segments += provider.outgoing(under: 2, &hierarchy) }
    return segments
  }

  private var beginning: X12OutgoingSegment {
    .made(
      "BHT",
      [
        "0010", "08", .text(reference), .text(instant.day.compact), .text(instant.x12Time),
        "DG",
      ])
  }
}

extension X12StatusProvider {
  fileprivate func outgoing(
    under parent: Int, _ hierarchy: inout X12OutgoingHierarchy
  ) -> [X12OutgoingSegment] {
    var segments = [
      hierarchy.open("19", under: parent, hasChildren: !subscribers.isEmpty),
      name.outgoing(as: "1P"),
    ]
    let own = hierarchy.count
    for subscriber in subscribers { segments += subscriber.outgoing(under: own, &hierarchy) }
    return segments
  }
}

extension X12StatusSubscriber {
  /// One level for the subscriber's own claims and one for the dependents, each with its own HL04:
  /// other readers expect the one or the other below a subscriber.
  fileprivate func outgoing(
    under parent: Int, _ hierarchy: inout X12OutgoingHierarchy
  ) -> [X12OutgoingSegment] {
    var segments: [X12OutgoingSegment] = []
    if !claims.isEmpty || dependents.isEmpty {
      segments += level(under: parent, hasChildren: false, &hierarchy)
      segments += claims.flatMap(\.outgoing)
    }
    guard !dependents.isEmpty else { return segments }
    segments += level(under: parent, hasChildren: true, &hierarchy)
    let own = hierarchy.count
    for dependent in dependents {
      segments += [hierarchy.open("23", under: own), dependent.name.outgoing(as: "QC")]
      segments += dependent.claims.flatMap(\.outgoing)
    }
    return segments
  }

  private func level(
    under parent: Int, hasChildren: Bool, _ hierarchy: inout X12OutgoingHierarchy
  ) -> [X12OutgoingSegment] {
    [
      hierarchy.open("22", under: parent, hasChildren: hasChildren), name.outgoing(as: "IL"),
    ]
  }
}
