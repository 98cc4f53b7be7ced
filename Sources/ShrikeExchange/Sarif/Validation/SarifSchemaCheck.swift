import ShrikeFormats

/// Compares a document with the schema.
struct SarifSchemaCheck {
  private let schema: SarifSchema
  private let root: Node
  private(set) var sink: SarifSink
  /// False where a value is of another kind than it must be.
  private(set) var isReadable = true
  private var prints: Fingerprints

  init(_ schema: SarifSchema, _ document: Document, _ sink: SarifSink) {
    self.schema = schema
    root = document.root
    self.sink = sink
    prints = Fingerprints(document)
  }

  mutating func run() {
    guard let log = schema.number(of: "sarifLog") else { return }
    check(root, .object(log))
  }

  private mutating func check(_ node: Node, _ kind: SarifSchema.Kind) {
    switch kind {
    case .nullable(let inner):
      if !node.isNull { check(node, inner) }
    case .text, .uri, .reference, .date:
      if node.kind != .string { wrongType(node, "a text") }
    case .guid: checkText(node, "a GUID", SarifText.isGUID, isFatal: true)
    case .language: checkText(node, "a language such as 'en' or 'en-GB'", SarifText.isLanguage)
    case .mimeType: checkText(node, "a MIME type", SarifText.isMIMEType)
    case .fourNumbers: checkText(node, "four numbers with dots", SarifText.hasFourNumbers)
    case .integer(let least):
      guard node.kind == .integer else { return wrongType(node, "a whole number") }
      if let least, (node.int ?? Int.max) < least {
        report(node, "JSON1008", "the number is less than \(least)")
      }
    case .number(let range):
      guard let value = node.double, node.kind != .string else {
        return wrongType(node, "a number")
      }
      guard let range else { return }
      if value < range.lowerBound {
        report(node, "JSON1008", "the number is less than \(Int(range.lowerBound))")
      } else if value > range.upperBound {
        report(node, "JSON1006", "the number is greater than \(Int(range.upperBound))")
      }
    case .flag:
      if node.kind != .bool { wrongType(node, "true or false") }
    case .word(let words):
      guard node.kind == .string else { return wrongType(node, "a text") }
      if !words.contains(node.string ?? "") {
        isReadable = false
        report(node, "JSON1019", "the text is none of \(words.sorted().joined(separator: ", "))")
      }
    case .bag: checkBag(node)
    case .object(let type): checkObject(node, schema.types[type])
    case .map(let inner):
      guard node.isMapping else { return wrongType(node, "an object") }
      for entry in node.entries {
        sink.path.append(.key(entry.key))
        check(entry.value, inner)
        sink.path.removeLast()
      }
    case .array(let inner, let isNonempty, let isUnique):
      checkArray(node, inner, isNonempty: isNonempty, isUnique: isUnique)
    }
  }

  private mutating func checkText(
    _ node: Node, _ what: String, _ isRight: (String) -> Bool, isFatal: Bool = false
  ) {
    guard let text = node.string else { return wrongType(node, "a text") }
    if isRight(text) { return }
    if isFatal { isReadable = false }
    report(node, "JSON1015", "the text is not \(what)")
  }

  private mutating func checkArray(
    _ node: Node, _ inner: SarifSchema.Kind, isNonempty: Bool, isUnique: Bool
  ) {
    guard node.isSequence else { return wrongType(node, "an array") }
    if isNonempty, node.count == 0 {
      report(node, "JSON1003", "the array has no element, but must have one")
    }
    var seen: Set<UInt64> = []
    var hasTwins = false
    for (index, element) in node.elements.enumerated() {
      sink.path.append(.index(index))
      check(element, inner)
      sink.path.removeLast()
      if isUnique, !hasTwins { hasTwins = !seen.insert(prints.of(element)).inserted }
    }
    if hasTwins { report(node, "JSON1020", "the array has an element twice") }
  }

  private mutating func checkBag(_ node: Node) {
    guard node.isMapping else { return wrongType(node, "an object") }
    guard let tags = node["tags"] else { return }
    sink.path.append(.name("tags"))
    checkArray(tags, .text, isNonempty: false, isUnique: true)
    sink.path.removeLast()
  }

  private mutating func checkObject(_ node: Node, _ type: SarifSchema.ObjectType) {
    guard node.isMapping else { return wrongType(node, "an object") }
    for name in type.required where node[name] == nil {
      report(node, "JSON1002", "the object lacks '\(name)', which must be there")
    }
    for entry in node.entries {
      let name = entry.name
      sink.path.append(.key(entry.key))
      if let property = type.properties[name] {
        check(entry.value, property.kind)
      } else if name == "properties" {
        checkBag(entry.value)
      } else {
        report(entry.key, "JSON1005", "SARIF knows no such property of '\(type.name)'")
      }
      sink.path.removeLast()
    }
    if !type.anyOf.isEmpty, !type.anyOf.contains(where: { node[$0] != nil }) {
      report(node, "JSON1017", "the object has none of \(type.anyOf.joined(separator: ", "))")
    }
    if !type.oneOf.isEmpty, type.oneOf.count(where: { node[$0] != nil }) != 1 {
      report(
        node, "JSON1018",
        "the object must have exactly one of \(type.oneOf.joined(separator: ", "))")
    }
  }

  private mutating func wrongType(_ node: Node, _ wanted: String) {
    isReadable = false
    report(node, "JSON1001", "expected \(wanted)")
  }

  private mutating func report(_ node: Node, _ rule: String, _ message: String) {
    sink.report(rule, .error, message, at: node)
  }
}

/// Hashes of values, each made once: equal values have equal ones, whatever the order of their keys.
private struct Fingerprints {
  private var known: [UInt64]

  init(_ document: Document) { known = Array(repeating: 0, count: document.nodeCount) }

  mutating func of(_ node: Node) -> UInt64 {
    let id = Int(node.id)
    if id < known.count, known[id] != 0 { return known[id] }
    var hasher = Hasher()
    switch node.kind {
    case .mapping:
      // Keys come once each, so that a sum is as good as an order.
      var sum: UInt64 = 0
      for entry in node.entries {
        var one = Hasher()
        entry.key.withText { one.combine(bytes: UnsafeRawBufferPointer($0)) }
        one.combine(of(entry.value))
        sum = sum &+ UInt64(bitPattern: Int64(one.finalize()))
      }
      hasher.combine(1)
      hasher.combine(sum)
    case .sequence:
      hasher.combine(2)
      for element in node.elements { hasher.combine(of(element)) }
    case .integer, .float:
      hasher.combine(3)
      hasher.combine(node.double ?? 0)
    default:
      hasher.combine(node.kind)
      node.withText { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
    let print = UInt64(bitPattern: Int64(hasher.finalize())) | 1
    if id < known.count { known[id] = print }
    return print
  }
}
