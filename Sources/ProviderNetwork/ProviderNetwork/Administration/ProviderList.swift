import Domain
import DomainMessages
import Messages
import NetworkRules
import Protobuf
import RPC
import Storage

/// One page of providers, in the order of their NPIs.
struct ProviderList: Sendable {
  /// The most providers of a page.
  static let sizeMax: Int32 = 1_000
  /// The providers of a page when the caller does not say.
  static let sizeDefault: Int32 = 100

  private let size: Int
  private let after: String

  /// Reads and checks a request.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT.
  init(_ request: NetworkV1.ListProvidersRequest) throws(RPCError) {
    do throws(MessageError) {
      guard (0...ProviderList.sizeMax).contains(request.pageSize) else {
        throw MessageError("page_size", "is not 1 to \(ProviderList.sizeMax)")
      }
      size = Int(request.pageSize == 0 ? ProviderList.sizeDefault : request.pageSize)
      after = try MessageCheck.optionalIdentifier(request.pageToken, "page_token")
    } catch {
      throw RPCError(error)
    }
  }

  /// Reads the page.
  func read(in reader: some StoreReading) throws -> NetworkV1.ListProvidersResponse {
    let found = try PracticeRows.page(after: after, count: size + 1, in: reader)
    return .with {
      $0.providers = found.prefix(size).map(\.message)
      $0.nextPageToken = found.count > size ? found[size - 1].provider.record.npi : ""
    }
  }
}

extension PracticeRows.Placed {
  /// The provider as a list gives it.
  fileprivate var message: NetworkV1.ListedProvider {
    .with {
      $0.provider = provider.message
      $0.rurality = rurality.message
    }
  }
}

extension ProviderRows.Named {
  /// The provider as a load states it.
  fileprivate var message: NetworkV1.Provider {
    var message = NetworkV1.Provider()
    message.npi = record.npi
    message.name = name
    message.role = record.role.message
    message.specialty = record.specialty
    message.credentialed = record.credentialed?.message
    message.excluded = record.excluded?.message
    message.tins = record.taxNumbers.sorted()
    message.practiceSize = practice.size.message
    message.ownership = practice.ownership.message
    message.postalCode = practice.postalCode
    return message
  }
}
