import NIOCore
import NIOEmbedded
import Properties
import RPC
import Synchronization
import TLS
import TestMessages

/// A client in memory with servers that the script plays, and time that stands still until the script
/// moves it.
///
/// Everything happens on the thread of the caller.
final class ClientStage {
  private static let callsMax = 12

  private let loop: EmbeddedEventLoop
  private let executor: LoopExecutor
  private let network: ClientNetwork
  private let client: RPCClient
  private var calls: [ClientTask] = []

  init(limits: RPCLimits, isRepeating: Bool) {
    let loop = EmbeddedEventLoop()
    let network = ClientNetwork(loop: loop)
    var settings = ClientSettings(
      targets: [.unix(path: "/fuzz")], balancing: .pickFirst, limits: limits, backoff: .defaults,
      retry: isRepeating ? RPCRetryPolicy(isSafe: { _ in true }) : nil, random: { 20 })
    settings.wallClockSeconds = { 1_000 }
    client = RPCClient(
      settings, eventLoop: loop,
      connector: RPCConnector(
        connect: { _, _ in network.connect() },
        secure: { try $0.pipeline.syncOperations.addHandler(WriteWatch()) }))
    self.loop = loop
    self.network = network
    executor = LoopExecutor(loop)
  }
}

extension ClientStage {
  /// The streams of the newest connection.
  var streams: [UInt32] { network.peers.last?.begun ?? [] }

  func open(_ conduct: ClientTask.Conduct, _ request: TestingV1.Singles) throws(BrokenProperty) {
    guard calls.count < Self.callsMax else { return }
    calls.append(ClientTask(conduct, request, client: client, executor: executor))
    try settle()
  }

  func cancel(_ number: Int) throws(BrokenProperty) {
    guard !calls.isEmpty else { return }
    calls[number % calls.count].cancel()
    try settle()
  }

  func verify(hasEndedCertificate: Bool) throws(BrokenProperty) {
    network.peers.last?.verify(
      .service, certificateEndSeconds: hasEndedCertificate ? 1 : .max)
    try settle()
  }

  func receive(_ bytes: [UInt8], pieces: Int = 1) throws(BrokenProperty) {
    network.peers.last?.send(bytes, pieces: pieces)
    try settle()
  }

  func answerPings() throws(BrokenProperty) {
    network.peers.last?.answerPings()
    try settle()
  }

  func setWritable(_ isWritable: Bool) throws(BrokenProperty) {
    network.peers.last?.setWritable(isWritable)
    try settle()
  }

  func hangUp() throws(BrokenProperty) {
    network.peers.last?.close()
    try settle()
  }

  func endConnections(gracefully time: Duration?) throws(BrokenProperty) {
    client.closeConnections(gracefully: time) { _ in true }
    try settle()
  }

  func advance(_ time: TimeAmount) throws(BrokenProperty) {
    loop.advanceTime(by: time)
    try settle()
  }

  private func settle() throws(BrokenProperty) {
    loop.run()
    for peer in network.peers { try peer.judgeWritten() }
    try BrokenProperty.require(calls.allSatisfy { $0.endingCount <= 1 }, "no call ends twice")
  }
}

extension ClientStage {
  /// All servers go away: every call ends, except those whose callers wait for better times.
  func checkLoss() throws(BrokenProperty) {
    network.isReachable = false
    for peer in network.peers { peer.close() }
    try advance(TimeAmount(FuzzLimits.silenceMax))
    for call in calls where !call.conduct.isPatient {
      try BrokenProperty.require(call.endingCount == 1, "a call ends with its connection")
    }
  }

  /// The client is closed: every call has ended, and nothing is left.
  func checkClose() throws(BrokenProperty) {
    let box = CensusBox()
    let client = client
    _ = ClientTask.start(executor) {
      await client.close()
      let now = await client.census()
      box.census.withLock { $0 = now }
    }
    // Connections are told farewell and closed in the next turn of the loop.
    try settle()
    try settle()
    for call in calls {
      try BrokenProperty.require(call.endingCount == 1, "a call ends with its client")
    }
    try BrokenProperty.require(
      network.peers.allSatisfy(\.isClosed), "a client that is closed has no connection")
    try BrokenProperty.require(
      box.census.withLock { $0 } == ClientCensus(connections: 0), "nothing of a client is left")
    // Timers that have nothing left to do hold the loop until they are due.
    try advance(TimeAmount(FuzzLimits.silenceMax))
  }
}

/// Carries a census out of a task.
private final class CensusBox: Sendable {
  let census = Mutex<ClientCensus?>(nil)
}
