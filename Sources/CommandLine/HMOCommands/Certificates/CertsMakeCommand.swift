import ArgumentParser
import TLS

/// Makes the suite's certificates.
struct CertsMakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Makes an authority and a certificate for each process.",
    discussion: """
      An authority that is there is kept; the certificates are made anew, so that running this \
      again renews them: a running suite takes them up by itself. Keys are readable by this user \
      alone and belong in no repository.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "How many days the certificates are valid.")
  var days: Int = CertificateValidity.leafDays

  func validate() throws {
    guard (1...CertificateValidity.daysMax).contains(days) else {
      throw ValidationError("--days is 1 to \(CertificateValidity.daysMax)")
    }
  }

  func run() async throws {
    try await reporting {
      try suite.layout.makeFolders()
      try SuiteCertificates(layout: suite.layout).make(days: days)
      Terminal.print("certificates for \(days) days in \(suite.layout.certificates)")
    }
  }
}
