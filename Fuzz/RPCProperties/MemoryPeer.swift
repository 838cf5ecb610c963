import NIOCore
import NIOEmbedded
import Properties
import RPC
import RawHTTP2
import TLS

/// The other end of a connection in memory: gives bytes to the end that is tried, and judges what that
/// writes.
final class MemoryPeer {
  private let channel: EmbeddedChannel
  private var watch: WriteWatch?
  private var written: WrittenFrames
  private var grants: FrameReader
  /// More bytes of data than that must not come.
  private var windowBytes = 65_535

  /// The peer of an end that writes as `writer`; the channel is connected.
  init(_ channel: EmbeddedChannel, of writer: WrittenFrames.Writer) {
    self.channel = channel
    written = WrittenFrames(of: writer)
    grants = FrameReader(hasPreface: writer == .server)
  }

  var isClosed: Bool { !channel.isActive }

  /// The streams that a client has begun, in order.
  var begun: [UInt32] { written.begun }

  /// The streams whose calls a server has ended well.
  var succeeded: [UInt32] { written.succeeded }

  /// This end has proved who it is.
  func verify(_ kind: TLSIdentity.Kind, certificateEndSeconds: Int64) {
    guard channel.isActive, let identity = TLSIdentity(kind: kind, name: "fuzz") else { return }
    watch = try? channel.pipeline.syncOperations.handler(type: WriteWatch.self)
    channel.pipeline.fireUserInboundEventTriggered(
      TLSHandshakeCompleted(
        identity: identity, serialNumber: "1", notAfterSeconds: certificateEndSeconds))
    channel.embeddedEventLoop.run()
  }

  /// Bytes arrive in so many pieces, in one cycle of reading.
  func send(_ bytes: [UInt8], pieces: Int) {
    guard channel.isActive, !bytes.isEmpty else { return }
    countWindow(bytes)
    let step = max(1, (bytes.count + pieces - 1) / max(1, pieces))
    for start in stride(from: 0, to: bytes.count, by: step) {
      let piece = bytes[start..<min(start + step, bytes.count)]
      channel.pipeline.fireChannelRead(ByteBuffer(bytes: piece))
    }
    channel.pipeline.fireChannelReadComplete()
    channel.embeddedEventLoop.run()
  }

  /// Adds up what this end lets the other send. In bytes that are no frames it may be anything; nobody
  /// else finds frames in them either.
  private func countWindow(_ bytes: [UInt8]) {
    for frame in grants.read(bytes)
    where frame.kind == RawFrame.Kind.windowUpdate && frame.stream == 0 {
      windowBytes += Int(frame.code(at: 0) & 0x7FFF_FFFF)
    }
  }

  /// Answers every PING that has come and is not answered.
  func answerPings() {
    for payload in written.takePings() {
      let answer = RawFrame.ping(payload: payload, isAcknowledgement: true)
      send(answer.bytes, pieces: 1)
    }
  }

  /// Whether the socket of the other end takes bytes.
  func setWritable(_ isWritable: Bool) {
    guard channel.isActive, channel.isWritable != isWritable else { return }
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
    channel.embeddedEventLoop.run()
  }

  /// The socket breaks.
  func close() {
    guard channel.isActive else { return }
    channel.close(promise: nil)
    channel.embeddedEventLoop.run()
  }

  /// Judges what has been written since the last time.
  func judgeWritten() throws(BrokenProperty) {
    while let buffer = try? channel.readOutbound(as: ByteBuffer.self) {
      try written.append(buffer.readableBytesView)
    }
    try BrokenProperty.require(
      !(watch?.hasWrittenAfterEnd ?? false), "nothing is written after the end")
    try BrokenProperty.require(
      written.dataBytes <= windowBytes, "the window of the connection is kept")
  }
}
