import Messages
import Protobuf
import RPC
import ServiceProcess
import TLS

/// Who may call what, written so that a person can read and judge it.
///
/// The methods come from the descriptors of the interfaces, not from the table, so that a method
/// without a row would stand here as nobody's.
struct PermissionMatrix {
  /// A caller with the two letters of its column.
  private struct Column {
    let letters: String
    let kind: TLSIdentity.Kind
    let name: String
  }

  private static let services = ["gateway", "eligibility", "network", "authorization", "payment"]

  private static let pathWidth = 80

  /// Those services that are told of people.
  private static let servicesWithPeople: Set<String> = ["gateway", "authorization"]

  private static let groups: [[Column]] = [
    [
      Column(letters: "GW", kind: .service, name: "gateway"),
      Column(letters: "EL", kind: .service, name: "eligibility"),
      Column(letters: "NW", kind: .service, name: "network"),
      Column(letters: "AU", kind: .service, name: "authorization"),
      Column(letters: "PA", kind: .service, name: "payment"),
    ],
    [
      Column(letters: "HM", kind: .client, name: "hmo"),
      Column(letters: "IN", kind: .client, name: "integrator"),
      Column(letters: "OT", kind: .client, name: "other"),
    ],
    [
      Column(letters: "SU", kind: .person, name: "submitter"),
      Column(letters: "EX", kind: .person, name: "examiner"),
      Column(letters: "NU", kind: .person, name: "nurse"),
      Column(letters: "PH", kind: .person, name: "physician"),
      Column(letters: "AR", kind: .person, name: "auditor"),
      Column(letters: "OP", kind: .person, name: "operator"),
      Column(letters: "NO", kind: .person, name: "nobody"),
    ],
  ]

  private static let methods = MessagesDescriptors.pool.services
    .flatMap { $0.methods.map(\.path) }.sorted()

  /// The whole matrix.
  static func text(of table: PermissionTable) throws -> String {
    var lines = heading
    for service in services {
      lines += ["", "[\(service)]", columnLine]
      let people = PeopleRoster()
      if servicesWithPeople.contains(service) {
        people.replace(with: Sample.onePersonOfEachRole)
      }
      let access = AccessControl(table, people)
      for path in methods where isServed(path, by: service) {
        lines.append(try line(path, table[path], access, people))
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static var heading: [String] {
    [
      "Who may call which method of which process: x may, o may for what it sent itself, . may not and",
      "hears PERMISSION_DENIED. Who has several roles reaches with each method what one of them would.",
      "Behind that: whether a call may change what is stored (changes), shows something of members and is",
      "recorded for that (shows), or neither (reads); whether a call that failed with",
      "UNAVAILABLE may be made again as it was, which rate it counts against, and how many bytes one",
      "request may have. A person has the one role after which the column is named, from the first",
      "day on; only gateway and authorization are told of people. This text is compared with the table",
      "in the sources by a test, and with five running processes by another. After a deliberate change",
      "of the table: HMO_WRITE_MATRIX=1 swift test --filter MatrixTests, then read the difference.",
      "",
    ] + groups.joined().map { "\($0.letters) = \($0.kind)/\($0.name)" }
      + [""]
      + RateClass.allCases.map { "\($0): \($0.callsPerSecondMax) calls a second" }
  }

  private static var columnLine: String {
    padded("", pathWidth)
      + groups.map { $0.map(\.letters).joined(separator: " ") }
      .joined(separator: " | ")
  }

  private static func line(
    _ path: String, _ row: Permission?, _ access: AccessControl, _ people: PeopleRoster
  ) throws -> String {
    let marks = try groups.map { group in
      try group.map { column in
        let peer = try Sample.peer(column.kind, column.name)
        guard access.refusal(path, isKnownMethod: true, peer) == nil else { return ". " }
        return row?.reach(of: try people.actor(peer.identity)) == .own ? "o " : "x "
      }.joined(separator: " ")
    }
    guard let row else {
      return padded(path, pathWidth) + marks.joined(separator: " | ") + "  NO ROW"
    }
    return padded(path, pathWidth) + marks.joined(separator: "| ") + "  "
      + padded(row.changesState ? "changes" : row.showsMemberData ? "shows" : "reads", 8)
      + padded(row.isSafeToRetry ? "retry" : "once", 6) + padded("\(row.rateClass)", 15)
      + "\(row.requestBytesMax)"
  }

  private static func isServed(_ path: String, by service: String) -> Bool {
    guard let package = path.split(separator: ".").dropFirst().first.map(String.init) else {
      return false
    }
    if path.hasPrefix("/grpc.") || package == "status" { return true }
    return package == (service == "gateway" ? "claim" : service)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}
