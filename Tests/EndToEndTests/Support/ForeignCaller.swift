import TestKit

/// OpenSSL's own client, which shows whatever certificate it is given and checks nobody.
struct ForeignCaller {
  /// What it shows; nothing when absent.
  let files: TestCertificateFiles?
  /// What it does differently from a good client.
  var options = ["-tls1_3", "-alpn", "h2"]

  /// The beginning of HTTP/2, then a frame that may not be: whoever is let in hears the server's
  /// settings, and then the server ends the connection.
  private static let start =
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\0\0\0\u{4}\0\0\0\0\0" + "\0\0\0\0\0\0\0\0\0"

  /// Connects to a Unix socket; the output is what the server sent inside TLS.
  func run(at socket: String) async throws -> ProgramRun {
    var arguments = [
      "s_client", "-unix", socket, "-quiet", "-noservername", "-cipher", "ALL:@SECLEVEL=0",
    ]
    if let files {
      arguments += ["-cert", files.certificatePath, "-key", files.privateKeyPath]
    }
    return try await ProgramRun(
      "/usr/bin/openssl", arguments + options, input: ForeignCaller.start)
  }
}
