/// How many there are, counted up to a limit: nobody reads a large number to its last digit.
public struct Tally: Sendable, Hashable, ExpressibleByIntegerLiteral {
  public var count: Int
  /// There are more than `count`.
  public var isMore: Bool

  public init(_ count: Int, isMore: Bool = false) {
    self.count = count
    self.isMore = isMore
  }

  /// What counting to one beyond `limit` gave.
  public init(_ count: Int, limit: Int) {
    self.init(min(count, limit), isMore: count > limit)
  }

  public init(integerLiteral value: Int) { self.init(value) }

  /// `12`, `1000+`
  public var short: String { Words.grouped(count) + (isMore ? "+" : "") }

  /// `1 finding`, `more than 1000 findings`
  public func words(_ one: String, _ many: String? = nil) -> String {
    isMore ? "more than \(Words.count(count, one, many))" : Words.count(count, one, many)
  }

  public static func + (a: Tally, b: Tally) -> Tally {
    Tally(a.count + b.count, isMore: a.isMore || b.isMore)
  }
}

extension HTML {
  mutating func tally(_ tally: Tally) { text(tally.short) }
}
