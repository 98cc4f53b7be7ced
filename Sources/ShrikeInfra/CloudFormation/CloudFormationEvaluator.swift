import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Computes a template's intrinsic functions, in YAML's short form (`!Sub`) and the long one
/// (`Fn::Sub`), as far as the template alone decides them.
/// Reference: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
struct CloudFormationEvaluator {
  /// Functions within functions, conditions that name conditions.
  private static let depthLimit = 64
  /// Bytes of a text that functions put together.
  private static let textLimit = 1 << 16

  var places: PlaceTable
  /// Logical ids of the resources and parameters that were referred to since it was last emptied, each once.
  var references: [String] = []
  private let root: Node
  private let file: Int
  private var depth = 0
  private var conditions: [String: Truth] = [:]

  /// A condition's answer.
  enum Truth: Hashable {
    case value(Bool)
    case unknown(String)
  }

  init(_ root: Node, file: Int, _ places: PlaceTable) {
    self.root = root
    self.file = file
    self.places = places
  }

  /// A node's value; nil where it is `AWS::NoValue`, that is, nothing.
  mutating func value(of node: Node) -> Value? {
    guard depth < Self.depthLimit else { return unknown("what is nested too deep", node) }
    depth += 1
    defer { depth -= 1 }
    if let (name, argument) = Self.function(node) { return call(name, argument, at: node) }
    return plain(node)
  }

  private mutating func plain(_ node: Node) -> Value? {
    let place = place(node)
    switch node.kind {
    case .mapping:
      var entries: [ObjectBox.Entry] = []
      for entry in node.entries {
        if let value = value(of: entry.value) { entries.append((Value(entry.name), value)) }
      }
      return Value(object: entries).at(place)
    case .sequence:
      return Value(array: node.elements.compactMap { value(of: $0) }).at(place)
    default: return Value(node, file: file, places: &places)
    }
  }

  private mutating func place(_ node: Node) -> UInt32 { places.add(file: file, node.range) }

  private mutating func unknown(_ reason: String, _ node: Node) -> Value {
    Value.unknown(because: [reason]).at(place(node))
  }

  // MARK: functions

  /// The function a node calls, by its long name without `Fn::`, and what it is handed.
  private static func function(_ node: Node) -> (name: String, argument: Argument)? {
    if let tag = node.tag, tag.hasPrefix("!"), !tag.hasPrefix("!!"), tag.count > 1 {
      return (String(tag.dropFirst()), Argument(node: node, isTagged: true))
    }
    guard node.isMapping, node.count == 1, let entry = node.entries.first else { return nil }
    if entry.name == "Ref" { return ("Ref", Argument(node: entry.value, isTagged: false)) }
    guard entry.name.hasPrefix("Fn::") else { return nil }
    return (String(entry.name.dropFirst(4)), Argument(node: entry.value, isTagged: false))
  }

  /// What a function is handed. A tagged node's own tag is the function's name.
  private struct Argument {
    let node: Node
    let isTagged: Bool
  }

  private mutating func value(of argument: Argument) -> Value? {
    argument.isTagged ? plain(argument.node) : value(of: argument.node)
  }

  /// The elements of a function's list, unevaluated.
  private func parts(_ argument: Argument) -> [Node] { Array(argument.node.elements) }

  private mutating func call(_ name: String, _ argument: Argument, at node: Node) -> Value? {
    switch name {
    case "Ref": return reference(argument.node.text ?? "", at: node)
    case "GetAtt": return attribute(argument, at: node)
    case "Sub": return substitution(argument, at: node)
    case "Join": return join(parts(argument), at: node)
    case "Select": return select(parts(argument), at: node)
    case "Split": return split(parts(argument), at: node)
    case "FindInMap": return find(parts(argument), at: node)
    case "If": return choice(parts(argument), at: node)
    // What is meant is what will be decoded.
    case "Base64": return value(of: argument)
    case "ImportValue":
      _ = value(of: argument)
      return unknown("an export", node)
    case "Condition", "Equals", "And", "Or", "Not":
      switch truth(name, argument) {
      case .value(let bool): return Value(bool).at(place(node))
      case .unknown(let reason): return unknown(reason, node)
      }
    case "GetAZs": return unknown("AWS::Region", node)
    default:
      _ = value(of: argument)
      return unknown("Fn::\(name)", node)
    }
  }

  private mutating func note(_ name: String) {
    if !references.contains(name) { references.append(name) }
  }

  /// `Ref`: a parameter's default, or what only a stack knows.
  private mutating func reference(_ name: String, at node: Node) -> Value? {
    if name == "AWS::NoValue" { return nil }
    if name.hasPrefix("AWS::") { return unknown(name, node) }
    guard let parameter = root["Parameters"]?[name] else {
      if root["Resources"]?[name] != nil { note(name) }
      return unknown("resource \(name)", node)
    }
    note(name)
    let type = parameter["Type"]?.string ?? "String"
    guard let fallback = parameter["Default"], !type.hasPrefix("AWS::SSM::Parameter::") else {
      return unknown("parameter \(name)", node)
    }
    let place = place(node)
    guard type == "CommaDelimitedList" || type.hasPrefix("List<") else {
      return Value(fallback, file: file, places: &places).at(place)
    }
    let text = fallback.text ?? ""
    let words = text.split(separator: ",").map { Value(String(String($0).trimmed)).at(place) }
    return Value(array: words).at(place)
  }

  private mutating func attribute(_ argument: Argument, at node: Node) -> Value? {
    let path = argument.node.text ?? argument.node[0]?.text ?? ""
    let name = String(path.prefix { $0 != "." })
    if root["Resources"]?[name] != nil { note(name) }
    return unknown(path.isEmpty ? "Fn::GetAtt" : path, node)
  }

  private mutating func substitution(_ argument: Argument, at node: Node) -> Value? {
    let text = argument.node.text ?? argument.node[0]?.text ?? ""
    var given: [String: Value?] = [:]
    for entry in argument.node[1]?.entries.map({ $0 }) ?? [] {
      given[entry.name] = value(of: entry.value)
    }
    var out = ""
    var missing: String?
    var rest = Substring(text)
    while let open = rest.firstRange(of: "${") {
      out += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let close = rest.firstIndex(of: "}") else {
        out += "${"
        break
      }
      let name = String(String(rest[..<close]).trimmed)
      rest = rest[rest.index(after: close)...]
      if name.hasPrefix("!") {
        out += "${" + name.dropFirst() + "}"
        continue
      }
      let value: Value?
      if let own = given[name] {
        value = own
      } else if name.contains("."), !name.hasPrefix("AWS::") {
        let resource = String(name.prefix { $0 != "." })
        if root["Resources"]?[resource] != nil { note(resource) }
        value = unknown(name, node)
      } else {
        value = reference(name, at: node)
      }
      if let word = value.flatMap({ Self.word($0) }) {
        out += word
      } else {
        missing = missing ?? value?.unknownReason ?? name
      }
    }
    out += rest
    return put(out, missing, at: node)
  }

  private mutating func join(_ parts: [Node], at node: Node) -> Value? {
    guard parts.count == 2 else { return unknown("Fn::Join", node) }
    let separator = value(of: parts[0])?.string ?? ""
    guard let list = value(of: parts[1]) else { return nil }
    guard let elements = list.elements else {
      return unknown(list.unknownReason ?? "Fn::Join", node)
    }
    var words: [String] = []
    for element in elements {
      guard let word = Self.word(element) else {
        return unknown(element.unknownReason ?? "Fn::Join", node)
      }
      words.append(word)
    }
    return put(words.joined(separator: separator), nil, at: node)
  }

  private mutating func put(_ text: String, _ missing: String?, at node: Node) -> Value {
    if let missing { return unknown(missing, node) }
    if text.utf8.count > Self.textLimit { return unknown("a text that is too long", node) }
    return Value(text).at(place(node))
  }

  private mutating func select(_ parts: [Node], at node: Node) -> Value? {
    guard parts.count == 2, let index = value(of: parts[0]), let list = value(of: parts[1]) else {
      return unknown("Fn::Select", node)
    }
    if let reason = index.unknownReason ?? list.unknownReason { return unknown(reason, node) }
    guard let number = index.int ?? index.string.flatMap({ Int($0) }),
      let elements = list.array?.elements, elements.indices.contains(number)
    else { return unknown("Fn::Select", node) }
    return elements[number]
  }

  private mutating func split(_ parts: [Node], at node: Node) -> Value? {
    guard parts.count == 2, let separator = value(of: parts[0])?.string, !separator.isEmpty,
      let text = value(of: parts[1])
    else { return unknown("Fn::Split", node) }
    guard let word = text.string else {
      return unknown(text.unknownReason ?? "Fn::Split", node)
    }
    let place = place(node)
    var words: [Value] = []
    var rest = Substring(word)
    while let found = rest.firstRange(of: separator) {
      words.append(Value(String(rest[..<found.lowerBound])).at(place))
      rest = rest[found.upperBound...]
    }
    words.append(Value(String(rest)).at(place))
    return Value(array: words).at(place)
  }

  private mutating func find(_ parts: [Node], at node: Node) -> Value? {
    guard parts.count >= 3 else { return unknown("Fn::FindInMap", node) }
    var found = root["Mappings"]
    for part in parts.prefix(3) {
      guard let key = value(of: part) else { return unknown("Fn::FindInMap", node) }
      guard let word = Self.word(key) else {
        return unknown(key.unknownReason ?? "Fn::FindInMap", node)
      }
      found = found?[word]
    }
    guard let found else { return unknown("Fn::FindInMap", node) }
    return Value(found, file: file, places: &places)
  }

  /// Where nobody knows the condition but both sides are equal, it does not matter.
  private mutating func choice(_ parts: [Node], at node: Node) -> Value? {
    guard parts.count == 3, let name = parts[0].text else {
      return unknown("Fn::If", node)
    }
    switch condition(named: name) {
    case .value(true): return value(of: parts[1])
    case .value(false): return value(of: parts[2])
    case .unknown(let reason):
      let (yes, no) = (value(of: parts[1]), value(of: parts[2]))
      if let yes, let no, yes.unknownReason == nil, yes == no { return yes }
      return unknown(reason, node)
    }
  }

  /// A scalar as it reads within a text.
  private static func word(_ value: Value) -> String? {
    if let string = value.string { return string }
    if let bool = value.bool { return bool ? "true" : "false" }
    return value.isNumber ? value.numberText : nil
  }

  // MARK: conditions

  /// The answer of a condition by its name below `Conditions`.
  mutating func condition(named name: String) -> Truth {
    if let known = conditions[name] { return known }
    guard let node = root["Conditions"]?[name] else {
      return .unknown("condition \(name)")
    }
    guard depth < Self.depthLimit else { return .unknown("what is nested too deep") }
    // One that leads back to itself has no answer.
    conditions[name] = .unknown("condition \(name)")
    depth += 1
    let answer = truth(node)
    depth -= 1
    conditions[name] = answer
    return answer
  }

  private mutating func truth(_ node: Node) -> Truth {
    if node.isMapping, node.count == 1, let name = node["Condition"]?.text {
      return condition(named: name)
    }
    if let (name, argument) = Self.function(node) { return truth(name, argument) }
    return node.bool.map { .value($0) } ?? .unknown("a condition that is no function")
  }

  private mutating func truth(_ name: String, _ argument: Argument) -> Truth {
    guard depth < Self.depthLimit else { return .unknown("what is nested too deep") }
    depth += 1
    defer { depth -= 1 }
    let parts = parts(argument)
    switch name {
    case "Condition": return condition(named: argument.node.text ?? "")
    case "Equals":
      guard parts.count == 2, let left = value(of: parts[0]), let right = value(of: parts[1])
      else { return .unknown("Fn::Equals") }
      if let reason = left.unknownReason ?? right.unknownReason { return .unknown(reason) }
      // Everything is a text to CloudFormation.
      return .value(left == right || Self.word(left) != nil && Self.word(left) == Self.word(right))
    case "Not":
      guard let only = parts.first else { return .unknown("Fn::Not") }
      let answer = truth(only)
      if case .value(let bool) = answer { return .value(!bool) }
      return answer
    case "And": return combined(parts, deciding: false)
    case "Or": return combined(parts, deciding: true)
    default: return .unknown("Fn::\(name)")
    }
  }

  /// One part may decide, whatever the unknown ones are.
  private mutating func combined(_ parts: [Node], deciding: Bool) -> Truth {
    var reason: String?
    for part in parts {
      switch truth(part) {
      case .value(deciding): return .value(deciding)
      case .value: break
      case .unknown(let why): reason = reason ?? why
      }
    }
    return reason.map { .unknown($0) } ?? .value(!deciding)
  }
}

extension Value {
  /// Why the value, or a part of it, is not known; nil of a wholly known one.
  fileprivate var unknownReason: String? {
    holdsUnknown ? unknownReasons.first ?? "a value" : nil
  }
}
