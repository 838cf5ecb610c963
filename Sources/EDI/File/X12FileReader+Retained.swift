extension X12FileReader {
  /// How many bytes of the file are kept because their segment has not ended yet, or because their
  /// events were not pulled.
  ///
  /// Pulled to the end after each push it is less than one segment; the claim that is being read
  /// is kept beside it, bounded by its own limits.
  package var bytesRetained: Int { segments.bytesRetained }

  /// How many bytes the buffer of unread bytes has room for.
  package var bufferBytes: Int { segments.bufferBytes }
}
