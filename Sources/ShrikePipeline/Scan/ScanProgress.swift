import Synchronization

/// What running workers have done so far, and whether they should stop; read by whoever shows it.
public final class ScanProgress: Sendable {
  public let total = Atomic<Int>(0)
  public let done = Atomic<Int>(0)
  public let bytes = Atomic<Int>(0)
  public let found = Atomic<Int>(0)
  private let cancelled = Atomic<Bool>(false)

  public init() {}

  /// Asks the workers to end after the file at hand; what they found stays.
  public func cancel() { cancelled.store(true, ordering: .relaxed) }
  public var isCancelled: Bool { cancelled.load(ordering: .relaxed) }
}
