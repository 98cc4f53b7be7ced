import ShrikeText

/// Reads a template; every mistake ends it.
struct TemplateParser {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private var loops = 0
  private var variables = ["$"]
  private(set) var templates: [String: [TemplateNode]] = [:]

  private static let depthLimit = 100

  init(_ text: [UInt8]) { bytes = text }

  static let functions: Set = [
    "and", "or", "not", "len", "index", "slice", "print", "printf", "println", "html", "js",
    "urlquery", "call", "eq", "ne", "lt", "le", "gt", "ge",
  ]

  // MARK: text between actions

  private enum End { case file, end, otherwise }

  mutating func parse() throws(BuiltinError) -> [TemplateNode] {
    let (nodes, end) = try list(isTop: true)
    guard end == .file else { throw wrong("unexpected {{end}} or {{else}}") }
    return nodes
  }

  private func wrong(_ message: String) -> BuiltinError {
    let line = 1 + bytes[..<min(at, bytes.count)].count { $0 == 0x0A }
    return .failure("template: template:\(line): \(message)")
  }

  private mutating func list(isTop: Bool = false) throws(BuiltinError) -> ([TemplateNode], End) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw .limit("a template of too many levels") }
    var nodes: [TemplateNode] = []
    while true {
      let start = at
      while at < bytes.count, !starts("{{") { at += 1 }
      var text = bytes[start..<at]
      let isOver = at >= bytes.count
      if !isOver {
        at += 2
        if starts("-"), isSpace(1) {
          at += 1
          while let last = text.last, Self.isSpace(last) { text.removeLast() }
        }
      }
      if !text.isEmpty { nodes.append(.text(Array(text))) }
      if isOver {
        guard isTop else { throw wrong("unexpected EOF") }
        return (nodes, .file)
      }
      skipSpace()
      if starts("/*") {
        while at < bytes.count, !starts("*/") { at += 1 }
        guard at < bytes.count else { throw wrong("unclosed comment") }
        at += 2
        try close()
        continue
      }
      if let end = try node(&nodes) { return (nodes, end) }
    }
  }

  /// After `{{`: one action, or what ends the list.
  private mutating func node(_ nodes: inout [TemplateNode]) throws(BuiltinError) -> End? {
    let start = at
    switch word() {
    case "end":
      try close()
      return .end
    case "else": return .otherwise
    case "if": nodes.append(.branch(try branch("if")))
    case "with": nodes.append(.with(try branch("with")))
    case "range": nodes.append(.range(try branch("range")))
    case "break", "continue":
      guard loops > 0 else { throw wrong("{{break}} or {{continue}} outside {{range}}") }
      nodes.append(bytes[start] == UInt8(ascii: "b") ? .leave : .proceed)
      try close()
    case "template":
      let name = try quotedName()
      nodes.append(.call(name: name, try optionalPipeline()))
    case "define", "block":
      let isBlock = bytes[start] == UInt8(ascii: "b")
      guard isBlock || depth == 1 else { throw wrong("unexpected {{define}}") }
      let name = try quotedName()
      let pipeline = isBlock ? try optionalPipeline() : nil
      if !isBlock { try close() }
      let outside = (variables, loops)
      (variables, loops) = (["$"], 0)
      let (body, end) = try list()
      (variables, loops) = outside
      guard end == .end else { throw wrong("unexpected {{else}} in define clause") }
      templates[name] = body
      if isBlock { nodes.append(.call(name: name, pipeline)) }
    default:
      at = start
      nodes.append(.action(try pipeline()))
      try close()
    }
    return nil
  }

  private mutating func branch(_ word: String) throws(BuiltinError) -> TemplateBranch {
    let known = variables.count
    defer { variables.removeLast(variables.count - known) }
    var branch = TemplateBranch(pipeline: try pipeline(isRange: word == "range"))
    try close()
    if word == "range" { loops += 1 }
    let (body, end) = try list()
    if word == "range" { loops -= 1 }
    branch.body = body
    guard end == .otherwise else { return branch }
    skipSpace()
    let start = at
    let next = self.word()
    if next == "if" && word == "if" || next == "with" && word == "with" {
      // `{{else if}}` is an `if` in the `else`, which one `{{end}}` ends.
      depth += 1
      defer { depth -= 1 }
      guard depth <= Self.depthLimit else { throw .limit("a template of too many levels") }
      let inner = try self.branch(word)
      branch.otherwise = [word == "if" ? .branch(inner) : .with(inner)]
      return branch
    }
    at = start
    try close()
    let (otherwise, last) = try list()
    guard last == .end else { throw wrong("expected end; found {{else}}") }
    branch.otherwise = otherwise
    return branch
  }

  private mutating func quotedName() throws(BuiltinError) -> String {
    skipSpace()
    guard case .constant(.string(let name))? = try operand() else {
      throw wrong("a template's name is a quoted text")
    }
    return String(decoding: name, as: UTF8.self)
  }

  private mutating func optionalPipeline() throws(BuiltinError) -> TemplatePipeline? {
    skipSpace()
    let pipeline = isAtClose ? nil : try pipeline()
    try close()
    return pipeline
  }

  // MARK: actions

  private mutating func pipeline(
    isRange: Bool = false, isInner: Bool = false
  ) throws(BuiltinError) -> TemplatePipeline {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else { throw .limit("a template of too many levels") }
    var pipeline = TemplatePipeline()
    skipSpace()
    let start = at
    if !isInner, byte == UInt8(ascii: "$") {
      pipeline.names = [variableName()]
      skipSpace()
      if isRange, byte == UInt8(ascii: ",") {
        at += 1
        skipSpace()
        guard byte == UInt8(ascii: "$") else { throw wrong("range can only initialize variables") }
        pipeline.names.append(variableName())
        skipSpace()
      }
      if starts(":=") {
        at += 2
      } else if byte == UInt8(ascii: "=") {
        pipeline.isAssignment = true
        at += 1
      } else {
        at = start
        pipeline.names = []
      }
    }
    while true {
      skipSpace()
      pipeline.commands.append(try command(isFirst: pipeline.commands.isEmpty))
      skipSpace()
      guard byte == UInt8(ascii: "|") else { break }
      at += 1
    }
    for name in pipeline.names {
      if !pipeline.isAssignment {
        variables.append(name)
      } else if !variables.contains(name) {
        throw wrong("undefined variable \"\(name)\"")
      }
    }
    return pipeline
  }

  private mutating func command(isFirst: Bool) throws(BuiltinError) -> TemplateCommand {
    var words: [TemplateWord] = []
    while let word = try operand() {
      words.append(word)
      guard isSpace(0) else { break }
      skipSpace()
    }
    guard let first = words.first else { throw wrong("missing value for command") }
    if !isAtClose, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      throw wrong("unexpected character in operand")
    }
    switch first {
    case .constant, .dot, .null:
      guard isFirst else { throw wrong("non executable command in pipeline stage 2") }
    default: break
    }
    return TemplateCommand(words: words)
  }

  private mutating func operand() throws(BuiltinError) -> TemplateWord? {
    if isAtClose { return nil }
    switch byte {
    case UInt8(ascii: "("):
      at += 1
      let inner = try pipeline(isInner: true)
      guard byte == UInt8(ascii: ")") else { throw wrong("unclosed left paren") }
      at += 1
      let fields = fields()
      return fields.isEmpty ? .pipeline(inner) : .chain(.pipeline(inner), fields)
    case UInt8(ascii: "."):
      if at + 1 < bytes.count, bytes[at + 1] &- 0x30 < 10 { return try number() }
      let fields = fields()
      if !fields.isEmpty { return .field(fields) }
      at += 1
      return .dot
    case UInt8(ascii: "$"):
      let name = variableName()
      guard variables.contains(name) else { throw wrong("undefined variable \"\(name)\"") }
      return .variable(name, fields())
    case UInt8(ascii: "\""), UInt8(ascii: "`"), UInt8(ascii: "'"): return try quoted()
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    default: break
    }
    switch word() {
    case "": return nil
    case "true": return .constant(.bool(true))
    case "false": return .constant(.bool(false))
    case "nil": return .null
    case let name:
      guard Self.functions.contains(name) else { throw wrong("function \"\(name)\" not defined") }
      return .function(name)
    }
  }

  private mutating func fields() -> [String] {
    var names: [String] = []
    while byte == UInt8(ascii: "."), at + 1 < bytes.count, Self.isLetter(bytes[at + 1]) {
      at += 1
      names.append(word())
    }
    return names
  }

  private mutating func variableName() -> String {
    at += 1
    return "$" + word()
  }

  private mutating func word() -> String {
    let start = at
    while at < bytes.count, Self.isLetter(bytes[at]) || at > start && bytes[at] &- 0x30 < 10 {
      at += 1
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func number() throws(BuiltinError) -> TemplateWord {
    let start = at
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { at += 1 }
    while at < bytes.count,
      Self.isLetter(bytes[at]) || bytes[at] &- 0x30 < 10 || byte == UInt8(ascii: ".")
        || (byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
          && bytes[at - 1] | 0x20 == UInt8(ascii: "e")
    { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self).filter { $0 != "_" }
    if let int = integer(text) { return .constant(.int(int)) }
    guard let double = Double(text), double.isFinite else {
      throw wrong("bad number syntax: \"\(text)\"")
    }
    return .constant(.float(double))
  }

  private func integer(_ text: String) -> Int? {
    let isNegative = text.hasPrefix("-")
    let digits = text.drop { $0 == "-" || $0 == "+" }.lowercased()
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2), ("0", 8)]
    where digits.hasPrefix(prefix) && digits.count > prefix.count {
      return Int((isNegative ? "-" : "") + digits.dropFirst(prefix.count), radix: radix)
    }
    return Int(text)
  }

  private mutating func quoted() throws(BuiltinError) -> TemplateWord {
    let quote = bytes[at]
    at += 1
    let start = at
    while at < bytes.count, bytes[at] != quote {
      if quote != UInt8(ascii: "`") {
        if bytes[at] == 0x0A { throw wrong("unterminated quoted string") }
        if bytes[at] == 0x5C { at += 1 }
      }
      at += 1
    }
    guard at < bytes.count else { throw wrong("unterminated quoted string") }
    let content = bytes[start..<at]
    at += 1
    if quote == UInt8(ascii: "`") { return .constant(.string(Array(content))) }
    guard let text = unquoted(content) else { throw wrong("invalid syntax in a quoted text") }
    guard quote == UInt8(ascii: "'") else { return .constant(.string(text)) }
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    guard scalars.count == 1 else { throw wrong("malformed character constant") }
    return .constant(.int(Int(scalars[0].value)))
  }

  private func unquoted(_ content: ArraySlice<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    var rest = content
    while let byte = rest.popFirst() {
      guard byte == 0x5C else {
        out.append(byte)
        continue
      }
      guard let escape = rest.popFirst() else { return nil }
      switch escape {
      case UInt8(ascii: "a"): out.append(7)
      case UInt8(ascii: "b"): out.append(8)
      case UInt8(ascii: "f"): out.append(12)
      case UInt8(ascii: "n"): out.append(10)
      case UInt8(ascii: "r"): out.append(13)
      case UInt8(ascii: "t"): out.append(9)
      case UInt8(ascii: "v"): out.append(11)
      case 0x5C, 0x22, 0x27: out.append(escape)
      case UInt8(ascii: "x"), UInt8(ascii: "u"), UInt8(ascii: "U"):
        let count = escape == UInt8(ascii: "x") ? 2 : escape == UInt8(ascii: "u") ? 4 : 8
        let digits = rest.prefix(count)
        guard digits.count == count, digits.allSatisfy({ hexadecimalDigit($0) != nil }) else {
          return nil
        }
        rest = rest.dropFirst(count)
        let code = digits.reduce(0) { $0 << 4 | UInt32(hexadecimalDigit($1) ?? 0) }
        if count == 2 {
          out.append(UInt8(code))
        } else {
          guard let scalar = Unicode.Scalar(code) else { return nil }
          out += Array(String(Character(scalar)).utf8)
        }
      default: return nil
      }
    }
    return out
  }

  // MARK: bytes

  private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private func starts(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { bytes[min(at, bytes.count)...].starts(with: $0) }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private func isSpace(_ offset: Int) -> Bool {
    at + offset < bytes.count && Self.isSpace(bytes[at + offset])
  }

  private mutating func skipSpace() {
    while isSpace(0), !isAtClose { at += 1 }
  }

  /// `}}`, or ` -}}`, which also takes the space that follows.
  private var isAtClose: Bool {
    starts("}}") || isSpace(0) && bytes[(at + 1)...].starts(with: "-}}".utf8)
  }

  private mutating func close() throws(BuiltinError) {
    while isSpace(0), !isAtClose { at += 1 }
    if starts("}}") {
      at += 2
      return
    }
    guard isAtClose else { throw wrong("unexpected text in an action, or an action without end") }
    at += 4
    while isSpace(0) { at += 1 }
  }
}
