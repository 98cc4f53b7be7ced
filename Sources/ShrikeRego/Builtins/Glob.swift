/// Globs: `*` up to a delimiter, `**` beyond, `?`, `[a-z]`, `[!abc]`, `{one,two}`.
let globBuiltins: [Builtin] = [
  Builtin("glob.match", 3) { a, context throws(BuiltinError) in
    let pattern = try a.string(0)
    var delimiters: [Unicode.Scalar] = []
    switch a[1].kind {
    case .null: break
    case .array:
      for element in a[1].elements ?? [] {
        guard let text = element.string, let scalar = text.unicodeScalars.first,
          text.unicodeScalars.count == 1
        else {
          throw .type("operand 2 must be array of single-character strings")
        }
        delimiters.append(scalar)
      }
      if delimiters.isEmpty { delimiters = ["."] }
    default: throw .type("operand 2 must be one of {array, null} but got \(a[1].typeName)")
    }
    let text = try a.string(2)
    let glob = try context.globs.glob(pattern, delimiters)
    return Value(try glob.matches(text))
  },
  Builtin("glob.quote_meta", 1) { a, _ throws(BuiltinError) in
    let special = Array("*?\\[]{}".utf8)
    return Value(utf8: try a.bytes(0).flatMap { special.contains($0) ? [0x5C, $0] : [$0] })
  },
]

/// Compiled globs by their text and delimiters.
final class GlobCache {
  private static let capacity = 1_024
  private var known: [Value: Glob] = [:]

  func glob(_ pattern: StringBox, _ delimiters: [Unicode.Scalar]) throws(BuiltinError) -> Glob {
    var names = ""
    names.unicodeScalars += delimiters
    let key = Value(array: [Value(names), Value(pattern)])
    if let glob = known[key] { return glob }
    let glob = try Glob(pattern.string, delimiters)
    if known.count >= Self.capacity { known.removeAll(keepingCapacity: true) }
    known[key] = glob
    return glob
  }
}

/// A glob as a small automaton whose states are all followed at once: time grows with the product of
/// both lengths, never beyond.
final class Glob {
  private enum Step {
    case scalar(Unicode.Scalar)
    /// Anything that is no delimiter.
    case single
    case anything
    case oneOf(ClassBox)
    case fork([Int])
    case jump(Int)
    case match
  }

  private final class ClassBox {
    let ranges: [ClosedRange<Unicode.Scalar>]
    let isNegated: Bool
    init(_ ranges: [ClosedRange<Unicode.Scalar>], isNegated: Bool) {
      self.ranges = ranges
      self.isNegated = isNegated
    }
    func holds(_ scalar: Unicode.Scalar) -> Bool {
      ranges.contains { $0.contains(scalar) } != isNegated
    }
  }

  private var steps: [Step] = []
  private let delimiters: [Unicode.Scalar]

  /// Scalars a pattern may have.
  private static let lengthLimit = 100_000
  /// Looks at states that one match may cost: about a second.
  private static let workLimit = 200_000_000

  init(_ pattern: String, _ delimiters: [Unicode.Scalar]) throws(BuiltinError) {
    self.delimiters = delimiters
    guard pattern.utf8.count <= Self.lengthLimit else { throw .limit("a glob of too many bytes") }
    try compile(Array(pattern.unicodeScalars))
    steps.append(.match)
  }

  /// An alternative that is being read: where its fork stands and the jumps to its end.
  private struct Group {
    let fork: Int
    var starts: [Int]
    var ends: [Int] = []
  }

  private func compile(_ pattern: [Unicode.Scalar]) throws(BuiltinError) {
    var groups: [Group] = []
    func close(_ group: Group) {
      steps[group.fork] = .fork(group.starts)
      for end in group.ends { steps[end] = .jump(steps.count) }
    }
    var index = 0
    reading: while index < pattern.count {
      let scalar = pattern[index]
      index += 1
      switch scalar {
      case "\0": break reading
      case "\\":
        guard index < pattern.count, pattern[index] != "\0" else { break reading }
        steps.append(.scalar(pattern[index]))
        index += 1
      case "*":
        let isSuper = index < pattern.count && pattern[index] == "*"
        if isSuper { index += 1 }
        // Fork around one step that leads back.
        let fork = steps.count
        steps.append(.fork([fork + 1, fork + 3]))
        steps.append(isSuper ? .anything : .single)
        steps.append(.jump(fork))
      case "?": steps.append(.single)
      case "[": steps.append(.oneOf(try Self.charClass(pattern, &index)))
      case "{":
        let fork = steps.count
        steps.append(.match)
        groups.append(Group(fork: fork, starts: [fork + 1]))
      case ",":
        guard let last = groups.indices.last else {
          steps.append(.scalar(scalar))
          continue
        }
        groups[last].ends.append(steps.count)
        steps.append(.match)
        groups[last].starts.append(steps.count)
      case "}":
        if let group = groups.popLast() { close(group) } else { steps.append(.scalar(scalar)) }
      default: steps.append(.scalar(scalar))
      }
    }
    while let group = groups.popLast() { close(group) }
  }

  private static func charClass(
    _ pattern: [Unicode.Scalar], _ index: inout Int
  ) throws(BuiltinError) -> ClassBox {
    func next() throws(BuiltinError) -> Unicode.Scalar {
      guard index < pattern.count, pattern[index] != "\0" else {
        throw .failure("glob: unexpected end of input")
      }
      index += 1
      return pattern[index - 1]
    }
    var isNegated = false
    var first = try next()
    if first == "!" {
      isNegated = true
      first = try next()
    }
    if index < pattern.count, pattern[index] == "-" {
      index += 1
      let last = try next()
      guard try next() == "]" else { throw .failure("glob: expected close range character") }
      guard first <= last else { throw .failure("glob: a range's ends are the wrong way round") }
      return ClassBox([first...last], isNegated: isNegated)
    }
    var members: [ClosedRange<Unicode.Scalar>] = []
    var scalar = first
    while scalar != "]" {
      if scalar == "\\" { scalar = try next() }
      members.append(scalar...scalar)
      scalar = try next()
    }
    guard !members.isEmpty else { throw .failure("glob: could not parse range") }
    return ClassBox(members, isNegated: isNegated)
  }

  func matches(_ text: StringBox) throws(BuiltinError) -> Bool {
    guard text.byteCount * steps.count <= Self.workLimit else {
      throw .limit("a glob and a text that are too long for each other")
    }
    // OPA's globs take the end of a text for a scalar that is none of those named, where nothing else
    // is asked for.
    if text.byteCount == 0, steps.count == 2 {
      switch steps[0] {
      case .single: return true
      case .oneOf(let members): return members.isNegated
      default: break
      }
    }
    var current = StateSet(steps.count)
    var next = StateSet(steps.count)
    add(0, to: &current)
    for scalar in text.string.unicodeScalars {
      if current.states.isEmpty { return false }
      for state in current.states {
        let isTaken =
          switch steps[state] {
          case .scalar(let wanted): scalar == wanted
          case .single: !delimiters.contains(scalar)
          case .anything: true
          case .oneOf(let members): members.holds(scalar)
          default: false
          }
        if isTaken { add(state + 1, to: &next) }
      }
      swap(&current, &next)
      next.removeAll()
    }
    return current.states.contains {
      if case .match = steps[$0] { true } else { false }
    }
  }

  private func add(_ start: Int, to set: inout StateSet) {
    var open = [start]
    while let state = open.popLast() {
      guard set.insert(state) else { continue }
      switch steps[state] {
      case .fork(let states): open += states
      case .jump(let target): open.append(target)
      default: break
      }
    }
  }

  private struct StateSet {
    private(set) var states: [Int] = []
    private var marks: [Bool]

    init(_ count: Int) { marks = Array(repeating: false, count: count) }

    mutating func insert(_ state: Int) -> Bool {
      if marks[state] { return false }
      marks[state] = true
      states.append(state)
      return true
    }

    mutating func removeAll() {
      for state in states { marks[state] = false }
      states.removeAll(keepingCapacity: true)
    }
  }
}
