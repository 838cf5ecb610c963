import ArgumentParser
import Foundation
import TLS

/// Takes certificates back before their end.
struct CertsDenyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny", abstract: "Takes certificates back: adds them to the deny-list.",
    discussion: """
      Every process that reads the list refuses these certificates within seconds, also on \
      connections that are open. What was denied stays denied. To replace a certificate of a \
      process of this suite, issue new ones first (hmo certs make), with its old serial number at hand.
      """)

  @OptionGroup var suite: SuiteOptions

  @Argument(help: "Serial numbers as hmo certs list prints them, or files with a certificate.")
  var certificates: [String]

  @Option(help: "The deny-list; the suite's own when absent.")
  var denyList: String?

  @Option(help: "Why, for people who read the list.")
  var note: String = ""

  func run() async throws {
    try await reporting {
      let path = denyList ?? suite.layout.denyList
      do throws(TLSError) {
        var serials: [TLSSerialNumber] = []
        for text in certificates { serials.append(try Self.serialNumber(text)) }
        let added = try DenyListFile(path: path).add(serials, note: note)
        Terminal.print("denied \(added) more in \(path)")
      } catch {
        throw CommandFailure(error.message)
      }
    }
  }

  private static func serialNumber(_ text: String) throws(TLSError) -> TLSSerialNumber {
    if let serial = TLSSerialNumber(text) { return serial }
    let summary = try TLSCertificateSummary(certificatePath: text)
    guard let serial = TLSSerialNumber(summary.serialNumber) else {
      throw TLSError(.certificateUnusable, "The certificate has no valid serial number")
    }
    return serial
  }
}
