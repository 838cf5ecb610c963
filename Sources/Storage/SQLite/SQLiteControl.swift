/// The statements that begin and end work, which no caller may send.
enum SQLiteControl: String, CaseIterable {
  case beginWriting = "BEGIN IMMEDIATE"
  case beginReading = "BEGIN DEFERRED"
  case commit = "COMMIT"
  case rollback = "ROLLBACK"
  case setSavepoint = "SAVEPOINT caller"
  case keepSavepoint = "RELEASE caller"
  case undoSavepoint = "ROLLBACK TO caller"
}
