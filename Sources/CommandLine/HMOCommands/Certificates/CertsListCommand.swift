import ArgumentParser
import Foundation
import TLS

/// Shows the certificates of a suite.
struct CertsListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists certificates: whose, serial number, days left, denied or not.")

  @OptionGroup var suite: SuiteOptions

  @Option(help: "The deny-list; the suite's own when absent.")
  var denyList: String?

  func run() async throws {
    try await reporting {
      let rows = try CertificateList(
        folder: suite.layout.certificates, denyList: denyList ?? suite.layout.denyList
      ).rows()
      guard !rows.isEmpty else {
        throw CommandFailure(
          "there is no certificate in \(suite.layout.certificates); make some: hmo certs")
      }
      var table = TextTable([
        ("FILE", .left), ("IDENTITY", .left), ("SERIAL", .left), ("DAYS LEFT", .right),
        ("STATE", .left),
      ])
      for row in rows {
        table.add([row.file, row.identity, row.serialNumber, String(row.daysLeft), row.state])
      }
      Terminal.print(table.text)
    }
  }
}
