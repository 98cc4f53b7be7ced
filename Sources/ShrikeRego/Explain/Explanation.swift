/// Why rules did or did not fire: which were asked, what each of their bodies came to, and where those that did
/// not hold ended.
public struct Explanation: Sendable {
  public struct Limits: Sendable {
    /// Rules within rules.
    public var depth = 12
    /// Rules that one body asked for.
    public var width = 24
    /// Rules in all.
    public var rules = 2_000
    /// Values of one body that are kept: solutions, and tries that failed.
    public var samples = 3

    public init() {}
  }

  /// A rule that was asked, or a function that was called.
  public struct Rule: Sendable {
    /// Its path below `data`.
    public let path: [String]
    /// What a function was called with.
    public let arguments: [Value]?
    public internal(set) var bodies: [Body] = []

    public var holds: Bool { bodies.contains { $0.solutions > 0 } }
  }

  public struct Body: Sendable {
    public let place: Place
    public let isDefault: Bool
    public let isAlternative: Bool
    public internal(set) var solutions = 0
    /// The first few of them: values, or a set's elements.
    public internal(set) var values: [Value] = []
    /// Where it ended, as far as it came; nil where it always held.
    public internal(set) var failure: Failure?
    /// What it asked for.
    public internal(set) var rules: [Rule] = []
    /// Rules beyond the limits.
    public internal(set) var hidden = 0
  }

  /// The furthest expression that did not hold.
  public struct Failure: Sendable {
    /// Its text on one line; nil where no expression was reached, since a function's arguments are others.
    public let expression: String?
    public let place: Place
    public internal(set) var count = 1
    /// Of the first few times: what it looked at; nil is undefined.
    public internal(set) var samples: [[(name: String, value: Value?)]] = []
    /// The expression of an `every` that did not hold.
    public internal(set) var inner: [Failure] = []
  }

  public struct Place: Sendable, Hashable {
    public let file: String
    /// From 1.
    public let line: Int
  }

  /// The query's own body.
  public internal(set) var root: Body

  /// All rules of a name, wherever they were asked: `deny`, `a.b.deny` or `data.a.b.deny`.
  public func rules(named name: String) -> [Rule] {
    var words = name.split(separator: ".").map(String.init)
    if words.count > 1, words[0] == "data" { words.removeFirst() }
    var found: [Rule] = []
    func visit(_ body: Body) {
      for rule in body.rules {
        if rule.path.suffix(words.count).elementsEqual(words) {
          found.append(rule)
        } else {
          for body in rule.bodies { visit(body) }
        }
      }
    }
    visit(root)
    return found
  }
}
