internal import CYAMLEvents
import ShrikeText

/// Turns events into a tree and keeps them in bounds.
struct YAMLComposer: ~Copyable {
  private struct Anchor {
    var node: UInt32
    /// Nodes it stands for, itself and what its aliases stand for included; nil while it is open.
    var size: Int?
    /// Levels of nesting below it.
    var height = 0
  }
  private struct Open {
    var anchor: String?
    /// `total` before it began.
    var before: Int
    var isBlock: Bool
    var height = 0
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let options: YAMLReader
  private let places: CodePointMap
  private var builder: TreeBuilder
  private var anchors: [String: Anchor] = [:]
  private var open: [Open] = []
  private(set) var problems: [Problem] = []
  private(set) var roots: [UInt32] = []
  private var root: UInt32?
  private var flowDepth = 0
  private var flowWork = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ options: YAMLReader) {
    self.bytes = bytes
    self.start = start
    self.options = options
    places = CodePointMap(bytes, from: start)
    builder = TreeBuilder(options.dialect, source: bytes)
    builder.expandsMergeKeys = options.expandsMergeKeys
    builder.keepsDuplicateKeys = options.keepsDuplicateKeys
  }

  consuming func finish() -> TreeBuilder { builder }

  mutating func run() {
    let tail = UnsafeBufferPointer(rebasing: bytes[start...])
    // libyaml takes no null pointer, not even for nothing.
    guard let base = tail.baseAddress, !tail.isEmpty else { return }
    guard let parser = cyaml_open(base, tail.count) else {
      problems.append(
        Problem("yaml.memory", "there is not enough memory to read it", at: ByteRange(0, 0)))
      return
    }
    defer { cyaml_close(parser) }
    var event = cyaml_event()
    while true {
      guard cyaml_next(parser, &event) == 1 else {
        reportSyntax(parser)
        return
      }
      guard event.kind != CYAML_STREAM_END.rawValue else { return }
      guard handle(event) else { return }
    }
  }

  /// False when a limit ends the reading.
  private mutating func handle(_ event: cyaml_event) -> Bool {
    let lower = places.offset(event.start)
    flowWork += flowDepth
    guard flowWork <= YAMLReader.flowWorkLimit else {
      problems.append(
        Problem(
          "yaml.work", "too many nodes stand in deeply nested brackets",
          at: ByteRange(lower, lower + 1)))
      return false
    }
    switch event.kind {
    case CYAML_DOCUMENT_START.rawValue:
      anchors.removeAll(keepingCapacity: true)
      root = nil
    case CYAML_DOCUMENT_END.rawValue:
      if let root { roots.append(root) }
    case CYAML_SCALAR.rawValue:
      let node = addScalar(event, lower: lower, upper: places.offset(event.end))
      if let anchor = name(event.anchor) {
        anchors[anchor] = Anchor(node: node, size: 1)
        builder.setAnchor(anchor, of: node)
      }
      ended(node)
    case CYAML_ALIAS.rawValue:
      return addAlias(event, lower: lower, upper: places.offset(event.end))
    case CYAML_SEQUENCE_START.rawValue, CYAML_MAPPING_START.rawValue:
      guard open.count < options.limits.depth else {
        return tooDeep(at: ByteRange(lower, lower + 1))
      }
      let anchor = name(event.anchor)
      let before = total
      let node = builder.begin(
        event.kind == CYAML_MAPPING_START.rawValue ? .mapping : .sequence, lower: lower)
      if let tag = name(event.tag) { builder.setTag(tag, of: node) }
      if let anchor {
        anchors[anchor] = Anchor(node: node, size: nil)
        builder.setAnchor(anchor, of: node)
      }
      if event.is_block == 0 { flowDepth += 1 }
      open.append(Open(anchor: anchor, before: before, isBlock: event.is_block != 0))
    case CYAML_SEQUENCE_END.rawValue, CYAML_MAPPING_END.rawValue:
      guard let container = open.popLast() else { return true }
      if !container.isBlock { flowDepth -= 1 }
      let node = builder.end(upper: container.isBlock ? nil : places.offset(event.end))
      if let anchor = container.anchor, anchors[anchor]?.node == node {
        anchors[anchor] = Anchor(
          node: node, size: total - container.before, height: container.height + 1)
      }
      ended(node, height: container.height + 1)
      // Merge keys borrow when their mapping ends.
      return isWithinBudget(at: builder.range(of: node))
    default: break
    }
    return true
  }

  /// Nodes a walk over everything so far would meet.
  private var total: Int { builder.count + builder.borrowed }

  private mutating func ended(_ node: UInt32, height: Int = 0) {
    guard let outer = open.indices.last else {
      root = node
      return
    }
    open[outer].height = max(open[outer].height, height)
  }

  private mutating func addAlias(_ event: cyaml_event, lower: Int, upper: Int) -> Bool {
    let range = ByteRange(lower, upper)
    guard let anchor = name(event.anchor), let target = anchors[anchor] else {
      problems.append(
        Problem(
          "yaml.alias", "no anchor of this name stands before the alias", at: range))
      return false
    }
    guard let size = target.size else {
      if options.keepsRecursiveAliases {
        ended(builder.addRecursion(to: target.node, lower: lower, upper: upper))
        return true
      }
      problems.append(
        Problem("yaml.alias", "an alias stands within the node it means", at: range))
      return false
    }
    // Consumers recurse through aliases as through everything else.
    guard open.count + target.height <= options.limits.depth else { return tooDeep(at: range) }
    builder.borrowed += size - 1
    ended(
      builder.addAlias(of: target.node, lower: lower, upper: upper), height: target.height)
    return isWithinBudget(at: range)
  }

  private mutating func tooDeep(at range: ByteRange) -> Bool {
    problems.append(
      Problem(
        "yaml.depth", "nested more than \(options.limits.depth) levels deep", at: range))
    return false
  }

  private mutating func isWithinBudget(at range: ByteRange) -> Bool {
    guard builder.borrowed > options.limits.aliasedNodes else { return true }
    problems.append(
      Problem(
        "yaml.aliases",
        "aliases stand for more than \(options.limits.aliasedNodes) nodes in this file", at: range))
    return false
  }

  private mutating func addScalar(_ event: cyaml_event, lower: Int, upper end: Int) -> UInt32 {
    let text = UnsafeBufferPointer(start: event.value, count: event.length)
    let isPlain = event.style == CYAML_PLAIN.rawValue
    let isBlock =
      event.style == CYAML_LITERAL.rawValue || event.style == CYAML_FOLDED.rawValue
    let upper = isBlock ? lastLine(lower, end) : end
    var kind = Node.Kind.string
    var flags = isPlain ? 0 : NodeRecord.quoted
    if event.style == CYAML_LITERAL.rawValue { flags |= NodeRecord.literal }
    if event.style == CYAML_FOLDED.rawValue { flags |= NodeRecord.folded }
    let tag = name(event.tag)
    if let tag {
      kind = tagged(tag, text, &flags, ByteRange(lower, upper))
    } else if isPlain {
      kind = yamlKind(text, options.schema, &flags)
    }
    let node = builder.addText(
      kind, flags: flags, lower: lower, upper: upper, text: text,
      closing: isPlain || isBlock ? 0 : 1)
    if let tag { builder.setTag(tag, of: node) }
    return node
  }

  /// libyaml ends a block scalar where the next node begins.
  private func lastLine(_ lower: Int, _ end: Int) -> Int {
    var upper = end
    while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
    // Spaces that end the last line are its content.
    while upper < end, bytes[upper] != 0x0A, bytes[upper] != 0x0D { upper += 1 }
    return upper
  }

  private mutating func tagged(
    _ tag: String, _ text: UnsafeBufferPointer<UInt8>, _ flags: inout UInt8, _ range: ByteRange
  ) -> Node.Kind {
    let core = "tag:yaml.org,2002:"
    guard tag.hasPrefix(core) else { return .string }
    let wanted: Node.Kind
    switch tag.dropFirst(core.count) {
    case "int": wanted = .integer
    case "float": wanted = .float
    case "bool": wanted = .bool
    case "null": wanted = .null
    default: return .string
    }
    var resolved = flags
    let kind = yamlKind(text, options.schema, &resolved)
    if kind == wanted || wanted == .float && kind == .integer {
      flags = resolved
      return wanted
    }
    if problems.count < Diagnostics.limit {
      problems.append(
        Problem(
          "yaml.tag", "the value is not what its tag says; it is read as a string", at: range,
          level: .warning))
    }
    return .string
  }

  private func name(_ text: UnsafePointer<CChar>?) -> String? { text.map { String(cString: $0) } }

  private mutating func reportSyntax(_ parser: OpaquePointer) {
    var problem = cyaml_problem()
    cyaml_get_problem(parser, &problem)
    let place =
      problem.place_is_bytes != 0
      ? min(start + problem.place, bytes.count) : places.offset(problem.place)
    var message = name(problem.problem) ?? "this is not YAML"
    if let context = name(problem.context) { message += " " + context }
    var help: String?
    if problem.has_context_place != 0 {
      let offset = places.offset(problem.context_place)
      let before = UnsafeBufferPointer(rebasing: bytes[..<min(offset, bytes.count)])
      let line = LineIndex(before).newlines.count + 1
      let thing = name(problem.context).flatMap { $0.split(separator: " a ", maxSplits: 1).last }
      help = "the \(thing ?? "part") begins on line \(line)"
    }
    problems.append(
      Problem("yaml.syntax", message, at: ByteRange(place, place + 1), help: help))
  }
}
