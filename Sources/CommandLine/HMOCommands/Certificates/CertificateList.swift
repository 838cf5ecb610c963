import Foundation
import TLS

/// The leaves in a folder, beside what a deny-list says of them.
struct CertificateList {
  /// The folder.
  let folder: String
  /// The path of the deny-list; a missing one denies nobody.
  let denyList: String

  /// One leaf.
  struct Row: Equatable {
    let file: String
    let identity: String
    let serialNumber: String
    /// Begun days are counted.
    let daysLeft: Int64
    let state: String
  }

  /// The leaves in the order of their files; files that hold no leaf of the suite are left out.
  func rows(now: Date = Date()) throws -> [Row] {
    let denied = try self.denied()
    let nowSeconds = Int64(now.timeIntervalSince1970)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".pem") }.sorted().compactMap { name in
      guard let leaf = try? TLSCertificateSummary(certificatePath: "\(folder)/\(name)") else {
        return nil
      }
      let secondsLeft = leaf.endSeconds - nowSeconds
      return Row(
        file: name, identity: leaf.identity.uri, serialNumber: leaf.serialNumber,
        daysLeft: max(0, (secondsLeft + 86_399) / 86_400),
        state: denied.contains(leaf.serialNumber)
          ? "denied" : secondsLeft > 0 ? "valid" : "ended")
    }
  }

  private func denied() throws -> TLSDenyList {
    guard FileManager.default.fileExists(atPath: denyList) else { return TLSDenyList() }
    do throws(TLSError) {
      return TLSDenyList(try DenyListFile(path: denyList).read())
    } catch {
      throw CommandFailure(error.message)
    }
  }
}
