package import Logging

extension Logger {
  /// The same logger for what auditors ask about: such lines are logged at ``Logger/Level/notice``,
  /// and are written also when an operator wants to see less than that.
  package var forAudit: Logger {
    var logger = self
    logger.logLevel = min(logLevel, .notice)
    return logger
  }
}
