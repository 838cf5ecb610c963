import ArgumentParser
import Domain
import Foundation
import Messages
import Protobuf
import RPC

/// Tells what the budget law kept from payments, practice by practice or in groups.
struct SequestrationReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sequestration",
    abstract: "What sequestration kept from payments of Medicare Advantage, and from whom.",
    discussion: """
      The sums are those of payment's ledger, reversals subtracted; the network says how large a \
      practice is, who owns it and whether its area is rural. --what-if computes each payment at \
      another rate as well, rounded line by line as payment does, and posts nothing. \
      --de-identified names nobody and merges groups of fewer than \
      \(Deidentification.practicesMin) practices or \(Deidentification.membersMin) members. An \
      HTML page is one file that needs neither a network nor a script.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "Groups: provider, month, size, ownership or rural. The HTML page has them all.")
  var by: SequestrationGrouping?

  @Option(help: "The first day of service, such as 2026-01-01.")
  var from: ReportDay?

  @Option(help: "The last day of service.")
  var to: ReportDay?

  @Option(help: "Another rate in basis points, such as 0 or 100, at which to compute as well.")
  var whatIf: Int32?

  @Flag(help: "Print CSV as RFC 4180 describes it.")
  var csv = false

  @Option(help: "Write one self-contained HTML page to this file.")
  var html: String?

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Name no practice, and merge small groups.")
  var deIdentified = false

  func validate() throws {
    guard (0...10_000).contains(whatIf ?? 0) else {
      throw ValidationError("--what-if is 0 to 10000 basis points")
    }
    guard [csv, json, html != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError("only one of --csv, --html and --json can be written at once")
    }
    if let from, let to, to.day < from.day { throw ValidationError("--to is before --from") }
    guard !deIdentified || by != .provider else {
      throw ValidationError("--de-identified names no practice; take --by month or another group")
    }
  }

  func run() async throws {
    try await reporting {
      let facts = try await SequestrationReading(
        layout: suite.layout, from: from?.day, to: to?.day, otherRate: whatIf
      ).facts()
      if let html {
        let views = try pageGroupings.map { try view(facts, by: $0) }
        try Self.write(SequestrationPage(facts, views, isDeidentified: deIdentified).text, to: html)
      } else {
        let view = try view(facts, by: by ?? (deIdentified ? .size : .provider))
        try printView(view, facts)
      }
    }
  }

  private var pageGroupings: [SequestrationGrouping] {
    [.month, .size, .ownership, .rural] + (deIdentified ? [] : [.provider])
  }

  private func view(
    _ facts: SequestrationFacts, by grouping: SequestrationGrouping
  ) throws -> SequestrationView {
    let view = SequestrationView(facts, by: grouping)
    return deIdentified ? try Deidentification.apply(to: view) : view
  }

  private func printView(_ view: SequestrationView, _ facts: SequestrationFacts) throws {
    let table = SequestrationColumns(view, facts)
    if csv {
      Terminal.printExactly(table.csv)
    } else if json {
      Terminal.print(try SequestrationDocument(view, facts, isDeidentified: deIdentified).json())
    } else {
      Terminal.print(table.text)
    }
  }

  /// Writes a page that only its owner may read, because it names practices.
  private static func write(_ text: String, to path: String) throws {
    let isWritten = FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    guard isWritten else { throw CommandFailure("\(path) cannot be written") }
    Terminal.print(path)
  }
}

/// A day on the command line.
struct ReportDay: ExpressibleByArgument, Hashable, Sendable {
  let day: Day

  init?(argument: String) {
    guard let day = Day(iso: argument) else { return nil }
    self.day = day
  }
}
