/// What an outermost archive may still cost, shared by all archives inside it.
struct ArchiveBudget {
  private(set) var entries: Int
  private(set) var bytes: Int

  init(_ limits: ReadLimits) {
    entries = limits.archiveEntries
    bytes = limits.archiveBytes
  }

  /// False when no entry is left.
  mutating func takeEntry() -> Bool {
    if entries <= 0 { return false }
    entries -= 1
    return true
  }

  mutating func take(bytes count: Int) { bytes -= min(bytes, count) }
}
