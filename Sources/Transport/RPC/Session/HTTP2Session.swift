import CNghttp2
import NIOCore

/// What a session tells the connection that owns it.
protocol HTTP2SessionOwner: AnyObject {
  /// A peer opens a stream; nil refuses it.
  func openStream() -> HTTP2Stream?
  /// The peer's settings have arrived or changed.
  func settingsReceived()
  /// The peer takes no more streams, perhaps because it was asked too often whether it lives.
  ///
  /// `keepsStreams`: it goes in good order, and answers what it has taken.
  func goAwayReceived(isTooManyPings: Bool, keepsStreams: Bool)
  /// Our PING came back.
  func pingAnswered()
  /// A stream has left the table.
  func streamClosed()
}

/// The protocol state of one HTTP/2 connection: an nghttp2 session without sockets.
///
/// Owned by one event loop. The library must not be entered again while it reads or writes, which
/// holds because streams only submit from its callbacks, and reading and draining are called by the
/// channel handler alone.
final class HTTP2Session {
  enum Role {
    case server
    case client
  }

  private static let ignoredBytesPerFrame = 1_024
  /// A header block beyond its limit is still read, so that its call can be answered; one so many times
  /// as large is not, because a few bytes that name entries of the table again and again cost as much
  /// as all that they stand for.
  private static let headerListExcess = 4

  let role: Role
  let limits: RPCLimits
  private(set) var streams = StreamTable()
  private(set) var isClosed = false
  /// The connection; cleared on closing to break the cycle.
  private(set) var owner: (any HTTP2SessionOwner)?
  var pool = ByteQueuePool()
  private var raw: OpaquePointer?
  private var headers = HeaderBlock()
  /// Bytes to give back to the connection's window after this read.
  var unreturnedBytes = 0
  /// Bytes of messages that streams hold for their readers.
  private(set) var bufferedBytes = 0
  /// Control frames minus what data explains, since the last read.
  var controlFrames = 0
  /// Bytes read beyond the frames that the library reported: those of frames it ignores.
  private var ignoredBytes = 0
  /// Bytes of reported frames that have not been read yet.
  var announcedBytes = 0
  /// What the library leaves to us.
  var order = FrameOrder()
  /// Streams reset because the peer broke a rule or asked for it, since the last read.
  var resets = 0
  /// Frames that have begun since the session was made; wraps.
  var framesBegun: UInt64 = 0
  /// Names, values and 32 bytes per field of the header block that is being read.
  private var headerListBytes = 0
  /// The highest stream of the peer's that is taken. A farewell lowers it, also one that waits to be
  /// written, and nothing raises it again: whoever hears of the farewell makes later calls elsewhere.
  private(set) var lastStreamTaken = Int32.max
  /// A request to write the queued frames, made by the owner of the socket.
  var onWorkQueued: (() -> Void)?

  /// What all connections of the server hold; nil for a client.
  let load: ServerLoad?

  init(
    role: Role, limits: RPCLimits, owner: any HTTP2SessionOwner, load: ServerLoad? = nil
  ) throws(HTTP2SessionError) {
    self.role = role
    self.load = load
    self.limits = limits
    self.owner = owner
    let code = Self.make(role: role, limits: limits, user: self, into: &raw)
    guard code == 0, raw != nil else { throw HTTP2SessionError(code: code) }
  }

  deinit {
    nghttp2_session_del(raw)
  }
}

extension HTTP2Session {
  /// Queues the connection preface: our settings and a larger connection window.
  func start() {
    let isServer = role == .server
    var settings = [
      entry(
        NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, min(limits.streamWindowBytes, Int(Int32.max))),
      entry(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE, limits.headerListBytesMax),
      entry(NGHTTP2_SETTINGS_NO_RFC7540_PRIORITIES, 1),
    ]
    settings.append(
      isServer
        ? entry(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, limits.streamsPerConnectionMax)
        : entry(NGHTTP2_SETTINGS_ENABLE_PUSH, 0))
    nghttp2_submit_settings(raw, flags(NGHTTP2_FLAG_NONE), settings, settings.count)
    nghttp2_session_set_local_window_size(
      raw, flags(NGHTTP2_FLAG_NONE), 0, Int32(clamping: limits.connectionWindowBytes))
  }

  /// Reads bytes of the peer; events are delivered before it returns.
  func receive(_ bytes: UnsafeRawBufferPointer) throws(HTTP2SessionError) {
    guard !isClosed else { return }
    let read = nghttp2_session_mem_recv(
      raw, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    guard !isHeaderListFlood else { throw HTTP2SessionError(code: NGHTTP2_ERR_FLOODED.rawValue) }
    guard read >= 0 else { throw HTTP2SessionError(code: Int32(truncatingIfNeeded: read)) }
    countIgnored(bytes.count)
    if unreturnedBytes > 0 {
      nghttp2_session_consume_connection(raw, unreturnedBytes)
      unreturnedBytes = 0
    }
  }

  /// A header block begins.
  func beginHeaderList() {
    headerListBytes = 0
  }

  /// Counts a field of the block that is being read; false when the block costs more than any answer
  /// is worth.
  func countField(bytes: Int) -> Bool {
    headerListBytes += bytes + RPCMetadata.entryBytes
    return !isHeaderListFlood
  }

  private var isHeaderListFlood: Bool {
    headerListBytes / Self.headerListExcess > limits.headerListBytesMax
  }

  /// Frames of unknown types and closed streams come without an event; so many of their bytes weigh
  /// as much as a control frame.
  private func countIgnored(_ count: Int) {
    announcedBytes -= count
    guard announcedBytes < 0 else { return }
    ignoredBytes -= announcedBytes
    announcedBytes = 0
    controlFrames += ignoredBytes / Self.ignoredBytesPerFrame
    ignoredBytes %= Self.ignoredBytesPerFrame
  }

  /// Moves queued frames into the buffer until it holds `bytesMax` or none is left.
  ///
  /// Returns whether more may be queued.
  func drain(into buffer: inout ByteBuffer, bytesMax: Int) throws(HTTP2SessionError) -> Bool {
    while !isClosed && buffer.readableBytes < bytesMax {
      var frame: UnsafePointer<UInt8>?
      let count = nghttp2_session_mem_send(raw, &frame)
      guard count >= 0 else { throw HTTP2SessionError(code: Int32(truncatingIfNeeded: count)) }
      guard count > 0 else { return false }
      buffer.writeBytes(UnsafeRawBufferPointer(start: frame, count: count))
    }
    return !isClosed
  }

  /// Whether the protocol is over: nothing to read, nothing to write.
  var isFinished: Bool {
    nghttp2_session_want_read(raw) == 0 && nghttp2_session_want_write(raw) == 0
  }

  /// How many streams the peer allows at once.
  var peerStreamsMax: Int {
    Int(
      nghttp2_session_get_remote_settings(raw, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS))
  }

  /// Ends all streams; the socket is gone or about to be.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    for stream in streams.all { end(stream, .cancel) }
    owner = nil
    onWorkQueued = nil
  }
}

extension HTTP2Session {
  /// Answers a request: header fields, and the stream's queue as body unless `isLast`.
  func respond(on stream: HTTP2Stream, isLast: Bool, _ fill: (inout HeaderBlock) -> Void) {
    guard !isClosed else { return }
    headers.removeAll()
    fill(&headers)
    var provider = Self.provider(for: stream)
    let raw = raw
    let id = stream.id
    headers.withFields { list, count in
      withUnsafePointer(to: &provider) { provider in
        _ = nghttp2_submit_response(raw, id, list, count, isLast ? nil : provider)
      }
    }
    onWorkQueued?()
  }

  /// Ends a response after its body.
  func trail(on stream: HTTP2Stream, _ fill: (inout HeaderBlock) -> Void) {
    guard !isClosed else { return }
    headers.removeAll()
    fill(&headers)
    let raw = raw
    let id = stream.id
    headers.withFields { list, count in
      _ = nghttp2_submit_trailer(raw, id, list, count)
    }
  }

  /// Opens a stream; false when the session takes no more.
  func request(on stream: HTTP2Stream, _ fill: (inout HeaderBlock) -> Void) -> Bool {
    guard !isClosed else { return false }
    headers.removeAll()
    fill(&headers)
    var provider = Self.provider(for: stream)
    let raw = raw
    let id = headers.withFields { list, count in
      nghttp2_submit_request(raw, nil, list, count, &provider, Self.opaque(stream))
    }
    guard id > 0 else { return false }
    adopt(stream, id: id)
    onWorkQueued?()
    return true
  }

  /// Tells the library that a stream has bytes again.
  func resume(_ stream: HTTP2Stream) {
    guard !isClosed, stream.isDeferred else { return }
    stream.isDeferred = false
    nghttp2_session_resume_data(raw, stream.id)
    onWorkQueued?()
  }

  /// Ends one stream abruptly.
  func reset(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
    guard !isClosed else { return }
    nghttp2_submit_rst_stream(raw, flags(NGHTTP2_FLAG_NONE), stream.id, code.number)
    onWorkQueued?()
  }

  /// Gives bytes of a stream's window back to the peer.
  func consume(_ stream: HTTP2Stream, _ count: Int) {
    guard !isClosed, count > 0 else { return }
    nghttp2_session_consume_stream(raw, stream.id, count)
    if nghttp2_session_want_write(raw) != 0 { onWorkQueued?() }
  }

  /// Counts bytes that a stream stores; false when the connection, or the server, holds too many.
  func buffer(_ count: Int) -> Bool {
    bufferedBytes += count
    load?.buffer(count)
    return bufferedBytes <= limits.bufferedBytesPerConnectionMax && !isServerFull
  }

  /// Whether all connections of the server together hold more than there is room for.
  var isServerFull: Bool { load?.isFull(limits: limits) ?? false }

  /// Counts bytes that a stream has let go of.
  func unbuffer(_ count: Int) {
    bufferedBytes -= count
    load?.unbuffer(count)
  }

  /// Asks for a sign of life.
  func ping() {
    guard !isClosed else { return }
    nghttp2_submit_ping(raw, flags(NGHTTP2_FLAG_NONE), nil)
    onWorkQueued?()
  }

  /// Announces that the connection will end, and still takes what is on its way.
  func announceShutdown() {
    guard !isClosed else { return }
    nghttp2_submit_shutdown_notice(raw)
    onWorkQueued?()
  }

  /// Takes no more streams; open ones go on.
  func goAway() {
    guard !isClosed else { return }
    lastStreamTaken = min(lastStreamTaken, nghttp2_session_get_last_proc_stream_id(raw))
    nghttp2_submit_goaway(
      raw, flags(NGHTTP2_FLAG_NONE), lastStreamTaken, HTTP2ErrorCode.noError.number, nil, 0)
    onWorkQueued?()
  }

  /// Says why and ends the connection as soon as that is sent.
  func terminate(_ code: HTTP2ErrorCode) {
    guard !isClosed else { return }
    let last = min(lastStreamTaken, nghttp2_session_get_last_proc_stream_id(raw))
    nghttp2_session_terminate_session2(raw, last, code.number)
    onWorkQueued?()
  }
}

extension HTTP2Session {
  /// Puts a stream into the table under its number.
  func adopt(_ stream: HTTP2Stream, id: Int32) {
    stream.id = id
    stream.session = self
    stream.slot = streams.insert(stream)
    if role == .server { nghttp2_session_set_stream_user_data(raw, id, Self.opaque(stream)) }
  }

  /// Takes a stream out of the table and tells it.
  func end(_ stream: HTTP2Stream, _ code: HTTP2ErrorCode) {
    guard stream.slot >= 0 else { return }
    nghttp2_session_set_stream_user_data(raw, stream.id, nil)
    streams.remove(slot: stream.slot)
    stream.slot = -1
    stream.closed(code)
    stream.session = nil
    owner?.streamClosed()
  }

  private static func opaque(_ stream: HTTP2Stream) -> UnsafeMutableRawPointer {
    Unmanaged.passUnretained(stream).toOpaque()
  }

  private static func provider(for stream: HTTP2Stream) -> nghttp2_data_provider {
    nghttp2_data_provider(
      source: nghttp2_data_source(ptr: opaque(stream)), read_callback: nghttp2ReadOutbound)
  }

  private func entry(_ id: nghttp2_settings_id, _ value: Int) -> nghttp2_settings_entry {
    nghttp2_settings_entry(
      settings_id: Int32(bitPattern: id.rawValue), value: UInt32(clamping: value))
  }

  private func flags(_ flag: nghttp2_flag) -> UInt8 {
    UInt8(truncatingIfNeeded: flag.rawValue)
  }

  private static func make(
    role: Role, limits: RPCLimits, user: HTTP2Session, into raw: inout OpaquePointer?
  ) -> Int32 {
    var option: OpaquePointer?
    guard nghttp2_option_new(&option) == 0 else { return NGHTTP2_ERR_NOMEM.rawValue }
    defer { nghttp2_option_del(option) }
    nghttp2_option_set_no_auto_window_update(option, 1)
    nghttp2_option_set_no_closed_streams(option, 1)
    // The library counts every read of a frame's head, at most nine; the frames are counted by
    // `FrameOrder`, except those of a block that the library skips, which this alone bounds.
    nghttp2_option_set_max_continuations(option, 9 * FrameOrder.continuationsMax + 9)
    nghttp2_option_set_max_settings(option, 32)
    nghttp2_option_set_stream_reset_rate_limit(
      option, UInt64(max(limits.resetBurstMax, 1)), UInt64(max(limits.resetsPerSecondMax, 1)))
    let callbacks = SessionCallbacks.shared.raw
    let context = Unmanaged.passUnretained(user).toOpaque()
    return role == .server
      ? nghttp2_session_server_new2(&raw, callbacks, context, option)
      : nghttp2_session_client_new2(&raw, callbacks, context, option)
  }
}
