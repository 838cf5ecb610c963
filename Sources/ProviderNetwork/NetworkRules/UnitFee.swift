package import Domain

/// The fee for one unit, with the row and the share that gave it.
package struct UnitFee: Hashable, Sendable {
  /// The row of the schedule.
  package let row: FeeRow
  /// Where the service was given.
  package let setting: ServiceSetting
  /// What the row says for the setting.
  package let base: Money
  /// The share of it.
  package let percent: BasisPoints
  /// The fee for one unit, rounded half-up to the cent.
  package let amount: Money

  /// Takes `percent` of the fee that `row` has for `setting`.
  package init(row: FeeRow, setting: ServiceSetting, percent: BasisPoints) {
    self.row = row
    self.setting = setting
    self.base = row.amount(in: setting)
    self.percent = percent
    self.amount = base.share(percent)
  }
}
