import Domain
import DomainMessages
import Messages
import NetworkRules
import Protobuf
import RPC
import ServiceProcess
import Storage

/// A load of providers, contracts and fees, posted whole or not at all.
struct NetworkLoad: Sendable {
  /// How many records of one kind a load has at most.
  static let recordsMax = 50_000

  private let providers: [ProviderRows.Named]
  private let contracts: [LoadedContract]
  private let fees: [LoadedFee]
  private let exceptions: LoadedExceptions
  private let postalAreas: [PostalArea]
  private let key: String
  private let digest: [UInt8]
  private let time: Instant

  /// Checks every record by itself and against the others of the load.
  ///
  /// - Throws: ``RPCError``: INVALID_ARGUMENT that names the record and the field.
  init(_ request: NetworkV1.LoadNetworkRequest, at time: Instant) throws {
    self.time = time
    do throws(MessageError) {
      key = "load/" + (try MessageCheck.identifier(request.requestID, "request_id"))
      providers = try NetworkLoad.providers(request.providers)
      contracts = try NetworkLoad.contracts(request.contracts)
      fees = try LoadedFee.list(request.feeSchedules, countMax: NetworkLoad.recordsMax)
      exceptions = try LoadedExceptions(request, countMax: NetworkLoad.recordsMax)
      postalAreas = try PostalArea.list(request.postalAreas, countMax: NetworkLoad.recordsMax)
    } catch {
      throw RPCError(error)
    }
    do throws(StorageError) {
      digest = try RequestDigest.sha256(request.protobufBytes())
    } catch {
      throw RPCError(error)
    }
  }

  /// Adds or replaces the records, and appends what changed to `changes`.
  ///
  /// - Throws: ``RPCError``: ABORTED when the name of the load was used for another one;
  ///   INVALID_ARGUMENT when a fee does not fit the stored ones. Nothing is written then.
  func post(
    to changes: ChangeLog, in transaction: Transaction
  ) throws -> NetworkV1.LoadNetworkResponse {
    switch try AnswerLog.answer(for: key, digest: digest, in: transaction) {
    case .stored: return response
    case .keyReused:
      throw RPCError(
        .aborted, "the name of this load was used for another one", reason: "KEY_REUSED")
    case .absent: break
    }
    let feePosting = try FeePosting(fees, in: transaction)
    try feePosting.check()
    let exceptionPosting = try ExceptionPosting(exceptions, in: transaction)
    try exceptionPosting.check()
    let log = ChangeWriter(changes: changes, time: time, transaction: transaction)
    var isChanged = try feePosting.post(to: log, in: transaction)
    isChanged = try exceptionPosting.post(to: log, in: transaction) || isChanged
    for provider in providers {
      let posting = try ProviderPosting(provider, in: transaction)
      isChanged = try posting.post(to: log, in: transaction) || isChanged
    }
    for contract in contracts {
      let posting = try ContractPosting(contract, in: transaction)
      isChanged = try posting.post(to: log, in: transaction) || isChanged
    }
    for area in postalAreas { try PracticeRows.replace(area, in: transaction) }
    if isChanged { try DirectoryCache.advanceVersion(in: transaction) }
    try AnswerLog.store(response.protobufBytes(), for: key, digest: digest, in: transaction)
    return response
  }

  private var response: NetworkV1.LoadNetworkResponse {
    var response = NetworkV1.LoadNetworkResponse()
    response.providers = Int32(clamping: providers.count)
    response.contracts = Int32(clamping: contracts.count)
    response.fees = Int32(clamping: fees.count)
    exceptions.count(in: &response)
    response.postalAreas = Int32(clamping: postalAreas.count)
    return response
  }

  private static func providers(
    _ messages: [NetworkV1.Provider]
  ) throws(MessageError) -> [ProviderRows.Named] {
    let providers = try MessageCheck.list(
      messages, "providers", countMax: recordsMax, ProviderRows.Named.init)
    var seen: Set<String> = []
    for (index, provider) in providers.enumerated()
    where !seen.insert(provider.record.npi).inserted {
      throw MessageError("providers[\(index)].npi", "is that of an earlier provider")
    }
    return providers
  }

  private static func contracts(
    _ messages: [NetworkV1.Contract]
  ) throws(MessageError) -> [LoadedContract] {
    let contracts = try MessageCheck.list(
      messages, "contracts", countMax: recordsMax, LoadedContract.init)
    var seen: Set<String> = []
    for (index, contract) in contracts.enumerated()
    where !seen.insert(contract.terms.contractID).inserted {
      throw MessageError("contracts[\(index)].contract_id", "is that of an earlier contract")
    }
    return contracts
  }
}
