import Domain
import Foundation
import Messages
import Protobuf
import ProviderNetwork
import RPC
import Testing

@Suite("Providers are listed with what is known of their practices")
struct ListProvidersTests {
  private func practice(
    _ npi: String, _ change: (inout NetworkV1.Provider) -> Void = { _ in }
  ) throws -> NetworkV1.Provider {
    var provider = try Sample.provider(
      npi, credentialed: Sample.days("2020-01-01", "9999-12-31"))
    change(&provider)
    return provider
  }

  private func area(_ code: String, _ rurality: NetworkV1.Rurality) -> NetworkV1.PostalArea {
    .with {
      $0.postalCode = code
      $0.rurality = rurality
    }
  }

  @Test("Size, ownership and postal code come back as they were loaded, with the area's rurality")
  func practices() async throws {
    let fixture = try NetworkFixture()
    let solo = try practice(Sample.primaryCare) {
      ($0.practiceSize, $0.ownership, $0.postalCode) = (.solo, .independent, "99501")
      $0.tins = [Sample.tin, "942222222"]
    }
    let large = try practice(Sample.specialist) {
      ($0.practiceSize, $0.ownership, $0.postalCode) = (.large, .public, "00000")
    }
    let plain = try practice(Sample.stranger)
    let loaded = try await fixture.load { request in
      request.providers = [plain, large, solo]
      request.postalAreas = [area("99501", .superRural), area("78701", .urban)]
    }
    #expect(loaded.postalAreas == 2)
    let listed = try await fixture.list()
    #expect(listed.map(\.provider) == [solo, large, plain])
    #expect(listed.map(\.rurality) == [.superRural, .unspecified, .unspecified])
    try await fixture.load { request in request.postalAreas = [area("99501", .rural)] }
    #expect(try await fixture.list().first?.rurality == .rural)
    #expect(try await fixture.list(size: 1) == fixture.list())
    #expect(try await fixture.administration.violations() == [])
  }

  @Test("Another practice is no change that a decision could depend on")
  func noChange() async throws {
    let fixture = try NetworkFixture()
    try await fixture.loadSample()
    let before = try await fixture.changes()
    try await fixture.load { request in
      request.providers = [
        try practice(Sample.primaryCare) {
          ($0.practiceSize, $0.ownership, $0.postalCode) = (.medium, .hospital, "78701")
        }
      ]
      request.postalAreas = [area("78701", .urban)]
    }
    #expect(try await fixture.changes() == before)
  }

  @Test("A practice or an area that cannot be refuses the load and is named")
  func wrongRecords() async throws {
    let fixture = try NetworkFixture()
    let provider = try practice(Sample.primaryCare)
    let cases: [(String, (inout NetworkV1.LoadNetworkRequest) -> Void)] = [
      ("providers[0].postal_code", { $0.providers[0].postalCode = "7870" }),
      ("providers[0].postal_code", { $0.providers[0].postalCode = "7870a" }),
      ("providers[0].practice_size", { $0.providers[0].practiceSize.rawValue = 9 }),
      ("providers[0].ownership", { $0.providers[0].ownership.rawValue = -1 }),
      ("postal_areas[0].postal_code", { $0.postalAreas = [area("", .urban)] }),
      ("postal_areas[0].rurality", { $0.postalAreas = [area("78701", .unspecified)] }),
      ("postal_areas[0].rurality", { $0.postalAreas = [area("78701", .init(rawValue: 7))] }),
      (
        "postal_areas[1].postal_code",
        { $0.postalAreas = [area("78701", .urban), area("78701", .rural)] }
      ),
    ]
    for (field, change) in cases {
      let error = await fixture.refusal { request in
        request.providers = [provider]
        change(&request)
      }
      #expect(error?.code == .invalidArgument)
      #expect(error?.message.contains(field) == true, "\(field): \(error?.message ?? "none")")
    }
    #expect(try await fixture.list().isEmpty)
  }

  @Test("Medicare's whole list of postal codes is loaded at once and places practices")
  func medicareList() async throws {
    guard let areas = try PostalList.read() else { return }
    let fixture = try NetworkFixture()
    let loaded = try await fixture.load { request in
      request.postalAreas = areas
      request.providers = try [
        (Sample.primaryCare, "99501"), (Sample.specialist, "00501"), (Sample.stranger, "78701"),
      ].map { npi, code in try practice(npi) { $0.postalCode = code } }
    }
    #expect(loaded.postalAreas == 42_956)
    let counts = Dictionary(grouping: areas, by: \.rurality).mapValues(\.count)
    #expect(counts == [.urban: 23_493, .rural: 11_633, .superRural: 7_830])
    let expected = Dictionary(uniqueKeysWithValues: areas.map { ($0.postalCode, $0.rurality) })
    for listed in try await fixture.list() {
      let code = try #require(listed.provider?.postalCode)
      #expect(listed.rurality == expected[code] ?? .unspecified, "\(code)")
    }
  }

  @Test("A size or a token that cannot be is refused")
  func wrongPages() async throws {
    let fixture = try NetworkFixture()
    for size: Int32 in [-1, 1_001] {
      let error = await #expect(throws: RPCError.self) { try await fixture.list(size: size) }
      #expect(error?.code == .invalidArgument)
    }
  }
}

extension NetworkFixture {
  /// Every provider, page by page.
  fileprivate func list(size: Int32 = 0) async throws -> [NetworkV1.ListedProvider] {
    var request = NetworkV1.ListProvidersRequest()
    request.pageSize = size
    var providers: [NetworkV1.ListedProvider] = []
    repeat {
      let page = try await administration.listProviders(request)
      providers += page.providers
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    return providers
  }
}

/// Medicare's list of postal codes, which stays outside the repository and is read in place.
private enum PostalList {
  /// The areas, or nothing, saying so loudly, where the file is not present.
  static func read() throws -> [NetworkV1.PostalArea]? {
    let path = folder.appending(path: "fee_schedules/zip5_locality_oct2025.csv")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else {
      FileHandle.standardError.write(
        Data("SKIPPED: \(path.path) is absent; no postal codes are placed\n".utf8))
      return nil
    }
    return try text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      try #require(cells.count == 8)
      return .with {
        $0.postalCode = String(cells[1])
        $0.rurality = cells[4] == "R" ? .rural : cells[4] == "B" ? .superRural : .urban
      }
    }
  }

  private static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["HMO_SHARED_DATA"] {
      return URL(filePath: path)
    }
    var package = URL(filePath: #filePath).resolvingSymlinksInPath()
    while package.lastPathComponent != "Tests", package.path.count > 1 {
      package.deleteLastPathComponent()
    }
    return package.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data")
  }()
}
