/// Which definitions of a rule can apply: a tree that asks for one code's value after the other.
///
/// A definition that asks for `input.a == 1` and `input.b in {"x", "y"}` is found below 1 and then below
/// "x" or "y"; one that does not look at `input.a` stands beside all of its values. The bodies
/// still ask, so the index may give too many definitions but never too few.
struct RuleIndex: Sendable {
  let root: Branch

  final class Branch: Sendable {
    /// What can apply whatever else holds, in order.
    let definitions: [Int32]
    /// The code that is asked for, or -1.
    let code: Int32
    let byValue: [Value: Branch]
    /// By the first bytes of a text, shortest first.
    let byPrefix: [Prefixes]
    /// Those that do not look at the code.
    let others: Branch?

    struct Prefixes: Sendable {
      let length: Int
      let branches: [Value: Branch]
    }

    init(
      definitions: [Int32], code: Int32 = -1, byValue: [Value: Branch] = [:],
      byPrefix: [Prefixes] = [], others: Branch? = nil
    ) {
      self.definitions = definitions
      self.code = code
      self.byValue = byValue
      self.byPrefix = byPrefix
      self.others = others
    }
  }
}

/// What one definition asks of a code before it can apply.
enum RuleCondition {
  /// The value is one of these.
  case values([Value])
  /// The value is a text that begins with these bytes; other values are for the body to judge.
  case prefix([UInt8])
}

extension RuleIndex {
  /// A definition, and what it asks of each code.
  struct Entry {
    let definition: Int32
    var conditions: [Int32: RuleCondition]
  }

  /// Bodies that are run sooner than a value is looked up.
  static let few = 3
  /// Places in the tree for each definition, on average: `in` puts one below each of its values.
  private static let roomPerEntry = 16

  /// Nil where asking would not tell definitions apart.
  init?(_ entries: [Entry]) {
    var room = entries.count * Self.roomPerEntry
    root = Self.branch(entries, &room)
    if root.code < 0 { return nil }
  }

  private static func branch(_ entries: [Entry], _ room: inout Int) -> Branch {
    room -= entries.count
    var popularity: [Int32: Int] = [:]
    for entry in entries { for code in entry.conditions.keys { popularity[code, default: 0] += 1 } }
    guard entries.count > few, room > 0,
      let best = popularity.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) }), best.value > few
    else { return Branch(definitions: entries.map(\.definition)) }
    var byValue: [Value: [Entry]] = [:]
    var byPrefix: [[UInt8]: [Entry]] = [:]
    var others: [Entry] = []
    for entry in entries {
      var rest = entry
      switch rest.conditions.removeValue(forKey: best.key) {
      case .values(let values)?: for value in values { byValue[value, default: []].append(rest) }
      case .prefix(let prefix)?: byPrefix[prefix, default: []].append(rest)
      case nil: others.append(rest)
      }
    }
    var prefixes: [Int: [Value: Branch]] = [:]
    for (prefix, entries) in byPrefix {
      prefixes[prefix.count, default: [:]][Value(utf8: prefix)] = branch(entries, &room)
    }
    return Branch(
      definitions: [], code: best.key, byValue: byValue.mapValues { branch($0, &room) },
      byPrefix: prefixes.sorted { $0.key < $1.key }.map {
        .init(length: $0.key, branches: $0.value)
      },
      others: others.isEmpty ? nil : branch(others, &room))
  }
}
