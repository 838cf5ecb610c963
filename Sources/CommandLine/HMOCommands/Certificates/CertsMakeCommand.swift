import ArgumentParser
import TLS

/// Makes the suite's certificates.
struct CertsMakeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make", abstract: "Makes an authority and a certificate for each process.",
    discussion: """
      An authority that is there is kept; the certificates are made anew, so that running this \
      again renews them: a running suite takes them up by itself. Keys are readable by this user \
      alone and belong in no repository. Where the authority's key is kept elsewhere nothing is made \
      until it is back.
      """)

  @OptionGroup var suite: SuiteOptions

  @Option(help: "How many days the certificates are valid.")
  var days: Int = CertificateValidity.leafDays

  @Flag(help: "Make another authority; certificates of the old one are refused from then on.")
  var newAuthority = false

  func validate() throws {
    guard (1...CertificateValidity.daysMax).contains(days) else {
      throw ValidationError("--days is 1 to \(CertificateValidity.daysMax)")
    }
  }

  func run() async throws {
    try await reporting {
      try suite.layout.makeFolders()
      try SuiteCertificates(layout: suite.layout).make(
        days: days, isAuthorityNew: newAuthority)
      Terminal.print("certificates for \(days) days in \(suite.layout.certificates)")
    }
  }
}
