/// What `data "aws_iam_policy_document"` computes: the one data source that asks nobody.
///
/// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
struct TerraformPolicyDocument {
  /// Attributes that it computes.
  static let results: Set<String> = ["json", "minified_json"]

  private var version: TerraformValue?
  private var id: TerraformValue?
  private var statements: [[(String, TerraformValue)]] = []
  /// Why parts of it are not known that have no place in a draft.
  private var reasons: [String] = []

  /// The block's values with the results.
  static func completed(_ values: TerraformFields, address: String) -> TerraformFields {
    var merged = TerraformPolicyDocument()
    for name in ["source_json", "source_policy_documents"] {
      for text in texts(values[name]) { merged.merge(Self(decoding: text)) }
    }
    merged.merge(Self(values))
    for name in ["override_json", "override_policy_documents"] {
      for text in texts(values[name]) { merged.merge(Self(decoding: text)) }
    }
    let fields = merged.fields
    let value = TerraformValue.object(fields)
    let all = value.reasons + merged.reasons
    func result(_ indent: Int?) -> TerraformValue {
      var result: TerraformValue
      if all.isEmpty {
        var text = ""
        write(value, indent, to: &text, depth: 0)
        result = .string(text)
      } else {
        result = .unknown(.string, because: all)
      }
      if merged.reasons.isEmpty { result.draft = TerraformDraft(value) }
      return result.marked(value.holdsSensitive)
    }
    return TerraformFields(
      values.entries.map { ($0.key, $0.value) } + [
        ("json", result(2)), ("minified_json", result(nil)),
      ])
  }

  private static func texts(_ value: TerraformValue?) -> [TerraformValue] {
    guard let value, !value.isNull else { return [] }
    return (value.elements ?? [value]).filter { !$0.isNull && $0.string != "" }
  }

  private init() {}

  // MARK: the block

  private init(_ values: TerraformFields) {
    version = values["version"].flatMap { $0.isNull ? nil : $0 } ?? .string("2012-10-17")
    id = values["policy_id"].flatMap { $0.isNull || $0.string == "" ? nil : $0 }
    for block in values["statement"]?.elements ?? [] {
      // A dynamic block of which nobody knows how many there are leaves the document open.
      if let mark = block[TerraformBodyExpansion.symbolicMark] {
        reasons.append(contentsOf: mark.reasons)
        continue
      }
      statements.append(Self.statement(block))
    }
  }

  private static func statement(_ block: TerraformValue) -> [(String, TerraformValue)] {
    var out: [(String, TerraformValue)] = []
    func add(_ key: String, _ value: TerraformValue?) {
      if let value, !value.isNull { out.append((key, value)) }
    }
    if let sid = block["sid"], sid.string != "" { add("Sid", sid) }
    let effect = block["effect"].flatMap { $0.isNull || $0.string == "" ? nil : $0 }
    add("Effect", effect ?? .string("Allow"))
    add("Action", list(block["actions"]))
    add("NotAction", list(block["not_actions"]))
    add("Resource", list(block["resources"]).map(interpolated))
    add("NotResource", list(block["not_resources"]).map(interpolated))
    add("Principal", principals(block["principals"]))
    add("NotPrincipal", principals(block["not_principals"]))
    add("Condition", conditions(block["condition"]))
    return out
  }

  /// One text stands alone; several are in descending order, as the provider writes them.
  private static func list(_ value: TerraformValue?, isSorted: Bool = true) -> TerraformValue? {
    guard let value, !value.isNull else { return nil }
    guard let elements = value.elements else { return value }
    if elements.isEmpty { return nil }
    if elements.count == 1 { return elements[0] }
    var sorted = elements
    if isSorted { sorted.sort { ($0.string ?? "") > ($1.string ?? "") } }
    return TerraformValue(.tuple(sorted), at: value.place)
  }

  /// `&{aws:username}` stands for AWS' own `${aws:username}`.
  private static func interpolated(_ value: TerraformValue) -> TerraformValue {
    var out = value
    switch value.content {
    case .string(let text): out.content = .string(text.replacing("&{", with: "${"))
    case .tuple(let elements): out.content = .tuple(elements.map(interpolated))
    default: break
    }
    return out
  }

  private static func principals(_ blocks: TerraformValue?) -> TerraformValue? {
    guard let blocks = blocks?.elements, !blocks.isEmpty else { return nil }
    var byType: [(String, [TerraformValue])] = []
    for block in blocks {
      let ids = block["identifiers"].map { $0.elements ?? [$0] } ?? []
      guard let type = block["type"], let name = type.string else {
        return .unknown(because: block["type"]?.reasons ?? [TerraformEvaluator.mistake])
      }
      if name == "*", ids.allSatisfy({ $0.string == "*" }) {
        return TerraformValue(.string("*"), at: type.place)
      }
      if let index = byType.firstIndex(where: { $0.0 == name }) {
        byType[index].1.append(contentsOf: ids)
      } else {
        byType.append((name, ids))
      }
    }
    let fields = byType.map { name, ids in
      (name, interpolated(list(.tuple(ids)) ?? .tuple([])))
    }
    return TerraformValue(.object(TerraformFields(fields)), at: blocks[0].place)
  }

  private static func conditions(_ blocks: TerraformValue?) -> TerraformValue? {
    guard let blocks = blocks?.elements, !blocks.isEmpty else { return nil }
    var tests: [String: [(String, TerraformValue)]] = [:]
    for block in blocks {
      guard let test = block["test"]?.string, let variable = block["variable"]?.string else {
        let reasons = (block["test"]?.reasons ?? []) + (block["variable"]?.reasons ?? [])
        return .unknown(because: reasons.isEmpty ? [TerraformEvaluator.mistake] : reasons)
      }
      let values = list(block["values"], isSorted: false).map(interpolated) ?? .tuple([])
      tests[test, default: []].append((variable.replacing("&{", with: "${"), values))
    }
    let fields = tests.map { ($0.key, TerraformValue.object($0.value)) }
    return TerraformValue(.object(TerraformFields(fields)), at: blocks[0].place)
  }

  // MARK: documents in JSON

  private init(decoding text: TerraformValue) {
    var decoded = text.draft?.value
    if decoded == nil, let string = text.string {
      decoded = try? JSONText.decoded(string).placed(at: text.place)
    }
    guard let decoded, let fields = decoded.fields else {
      reasons = text.isUnknown ? text.reasons : [TerraformEvaluator.mistake]
      return
    }
    version = fields["Version"]
    id = fields["Id"]
    guard let list = fields["Statement"] else { return }
    for statement in list.elements ?? [list] {
      guard let fields = statement.fields else {
        reasons.append(contentsOf: statement.reasons)
        continue
      }
      statements.append(fields.entries.map { ($0.key, $0.value) })
    }
  }

  // MARK: merging

  /// Statements of the other document replace those of the same `Sid`, and else follow.
  private mutating func merge(_ other: TerraformPolicyDocument) {
    reasons.append(contentsOf: other.reasons)
    if let id = other.id { self.id = id }
    if let version = other.version, (version.string ?? "") > (self.version?.string ?? "") {
      self.version = version
    }
    for statement in other.statements {
      let sid = Self.sid(statement)
      if let sid, let index = statements.firstIndex(where: { Self.sid($0) == sid }) {
        statements[index] = statement
      } else {
        statements.append(statement)
      }
    }
  }

  private static func sid(_ statement: [(String, TerraformValue)]) -> String? {
    statement.first { $0.0 == "Sid" }?.1.string
  }

  // MARK: writing

  private var fields: [(String, TerraformValue)] {
    var out: [(String, TerraformValue)] = []
    if let version { out.append(("Version", version)) }
    if let id { out.append(("Id", id)) }
    out.append(("Statement", .tuple(statements.map { .object($0) })))
    return out
  }

  private static func write(
    _ value: TerraformValue, _ indent: Int?, to text: inout String, depth: Int
  ) {
    func line(_ depth: Int) {
      if let indent { text += "\n" + String(repeating: " ", count: indent * depth) }
    }
    if let fields = value.fields, !fields.entries.isEmpty {
      text += "{"
      for (index, entry) in fields.entries.sorted(by: precedes).enumerated() {
        if index > 0 { text += "," }
        line(depth + 1)
        text += (try? JSONText.encoded(.string(entry.key))) ?? "\"\""
        text += indent == nil ? ":" : ": "
        write(entry.value, indent, to: &text, depth: depth + 1)
      }
      line(depth)
      text += "}"
    } else if let elements = value.elements, !elements.isEmpty {
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        line(depth + 1)
        write(element, indent, to: &text, depth: depth + 1)
      }
      line(depth)
      text += "]"
    } else {
      text += (try? JSONText.encoded(value)) ?? "null"
    }
  }

  /// The provider's order of a statement's parts; other keys by name.
  private static let order = [
    "Version", "Id", "Statement", "Sid", "Effect", "Action", "NotAction", "Resource", "NotResource",
    "Principal", "NotPrincipal", "Condition",
  ]

  private static func precedes(_ a: TerraformFields.Entry, _ b: TerraformFields.Entry) -> Bool {
    let x = order.firstIndex(of: a.key) ?? order.count
    let y = order.firstIndex(of: b.key) ?? order.count
    return x == y ? a.key < b.key : x < y
  }
}

extension TerraformValue {
  /// The value with a place for it and all its parts.
  func placed(at place: TerraformPlace?) -> TerraformValue {
    var copy = self
    copy.place = place
    switch content {
    case .tuple(let elements): copy.content = .tuple(elements.map { $0.placed(at: place) })
    case .object(let fields):
      copy.content = .object(
        TerraformFields(fields.entries.map { ($0.key, $0.value.placed(at: place)) }))
    default: break
    }
    return copy
  }
}
