import ShrikeTesting

extension Fixtures {
  static let ledger = Fixtures()
}
