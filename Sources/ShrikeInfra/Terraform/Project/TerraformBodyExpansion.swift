import ShrikeFormats
import ShrikeText

/// Makes the values of a block: its attributes computed, its dynamic blocks written out.
struct TerraformBodyExpansion {
  /// Stands in a block of which nobody can tell whether, and how often, there is one; asking for it is
  /// asking for what is unknown.
  static let symbolicMark = "__symbolic"

  private let module: TerraformModuleInstance
  private var expansion: TerraformExpansion { module.expansion }
  private var bindings: [String: TerraformValue] = [:]

  init(_ module: TerraformModuleInstance) { self.module = module }

  /// A resource's or data source's values, without what is about the block itself.
  mutating func expand(
    resource block: TerraformBlock, _ key: TerraformInstanceKey, address: String
  ) -> TerraformFields {
    bindings = key.bindings
    var plain = block.body
    plain.attributes.removeAll {
      TerraformModuleInstance.metaArguments.contains($0.name)
    }
    // What sees the finished resource as `self` comes last.
    let late = plain.blocks.filter { Self.seesSelf.contains($0.type) }
    plain.blocks.removeAll { Self.seesSelf.contains($0.type) }
    let values = fields(plain)
    guard !late.isEmpty else { return values }
    var own = values
    own.openAddress = address
    bindings["self"] = TerraformValue(.object(own))
    let rest = fields(TerraformBody(blocks: late))
    return TerraformFields(
      values.entries.map { ($0.key, $0.value) } + rest.entries.map { ($0.key, $0.value) })
  }

  private static let seesSelf: Set<String> = ["provisioner", "connection", "lifecycle"]

  /// The values of any other block: a provider's, a backend's.
  mutating func expand(_ body: TerraformBody) -> TerraformFields { fields(body) }

  // MARK: bodies

  private mutating func fields(_ body: TerraformBody, in type: String = "") -> TerraformFields {
    var out: [(String, TerraformValue)] = []
    out.reserveCapacity(body.attributes.count + body.blocks.count)
    for attribute in body.attributes {
      out.append((attribute.name, value(attribute, in: type)))
    }
    var order: [String] = []
    var blocks: [String: [TerraformValue]] = [:]
    func add(_ name: String, _ values: [TerraformValue]) {
      if blocks[name] == nil { order.append(name) }
      blocks[name, default: []].append(contentsOf: values)
    }
    for block in body.blocks {
      if block.type == "dynamic", block.labels.count == 1 {
        add(block.name, dynamicBlocks(block))
      } else {
        add(block.type, [self.block(block.body, of: block)])
      }
    }
    for name in order {
      guard let values = blocks[name], !values.isEmpty else { continue }
      out.append((name, TerraformValue(.tuple(values), at: values[0].place)))
    }
    return TerraformFields(out)
  }

  private mutating func block(
    _ body: TerraformBody, of block: TerraformBlock, labels: [TerraformValue]? = nil
  ) -> TerraformValue {
    var fields = fields(body, in: block.type)
    let labels = labels ?? (block.type == "dynamic" ? [] : block.labels.map { .string($0) })
    if !labels.isEmpty {
      fields = TerraformFields(
        fields.entries.map { ($0.key, $0.value) } + [("labels", .tuple(labels))])
    }
    return TerraformValue(.object(fields), at: block.head)
  }

  /// Arguments that are names, not expressions, by the block they stand in.
  private static let words: [String: Set<String>] = [
    "lifecycle": ["ignore_changes", "replace_triggered_by"],
    "provisioner": ["when", "on_failure"],
  ]

  private func value(_ attribute: TerraformAttribute, in type: String) -> TerraformValue {
    if Self.words[type]?.contains(attribute.name) == true {
      return Self.words(attribute.value, file: attribute.file)
    }
    let value = expansion.evaluate(attribute, in: module, bindings)
    if value.holdsSensitive { expansion.addSecrets(of: value) }
    return value.settled(in: attribute.place)
  }

  private static func words(_ expression: HCLExpression, file: Int) -> TerraformValue {
    let content: TerraformValue.Content =
      switch expression.kind {
      case .variable(let name, let steps): .string(TerraformEvaluator.text(name, steps))
      case .tuple(let items): .tuple(items.map { words($0, file: file) })
      case .string(let text): .string(text)
      default:
        .unknown(TerraformUnknown(type: .dynamic, reasons: [TerraformEvaluator.mistake]))
      }
    return TerraformValue(content, at: TerraformPlace(file: file, expression.range))
  }

  // MARK: dynamic blocks

  /// The blocks that a dynamic one stands for.
  private mutating func dynamicBlocks(_ block: TerraformBlock) -> [TerraformValue] {
    guard let loop = block.body["for_each"], let content = block.body.blocks("content").first else {
      expansion.note("a dynamic block has a for_each and a content", at: block.head)
      return []
    }
    let iterator = block.body["iterator"]?.value.word ?? block.name
    let collection = expansion.evaluate(loop, in: module, bindings)
    let outer = bindings[iterator]
    defer { bindings[iterator] = outer }
    var pairs: [(key: TerraformValue, value: TerraformValue)]?
    do throws(TerraformError) {
      pairs = try TerraformEvaluator.iterated(collection)
    } catch {
      expansion.note(error.message, at: loop.place)
      if collection.isNull { return [] }
    }
    guard let pairs else {
      var reasons = collection.reasons
      if reasons.isEmpty { reasons = [TerraformEvaluator.mistake] }
      bindings[iterator] = .object([
        ("key", .unknown(because: reasons)), ("value", .unknown(because: reasons)),
      ])
      var symbolic = self.block(content.body, of: block, labels: labels(block))
      var fields = (symbolic.fields ?? TerraformFields()).entries.map { ($0.key, $0.value) }
      fields.append((Self.symbolicMark, .unknown(.bool, because: reasons)))
      symbolic.content = .object(TerraformFields(fields))
      return [symbolic]
    }
    let limit = TerraformExpansion.instanceLimit
    if pairs.count > limit {
      expansion.note("more than \(limit) blocks; the rest is left out", at: loop.place)
    }
    var out: [TerraformValue] = []
    for pair in pairs.prefix(limit) {
      bindings[iterator] = .object([
        ("key", pair.key.marked(collection.isSensitive)),
        ("value", pair.value.marked(collection.isSensitive)),
      ])
      let value = self.block(content.body, of: block, labels: labels(block))
      // Blocks within blocks multiply.
      guard expansion.takeBlock(value, at: block.head) else { break }
      out.append(value)
    }
    return out
  }

  private func labels(_ block: TerraformBlock) -> [TerraformValue] {
    block.body["labels"].flatMap {
      expansion.evaluate($0, in: module, bindings).elements
    } ?? []
  }
}

extension TerraformValue {
  /// The value as that of an attribute: what was written elsewhere, in a default or a caller, stands
  /// where the attribute has it, so that whoever points at it points into the block.
  func settled(in home: TerraformPlace) -> TerraformValue {
    var copy = self
    switch content {
    case .list(let elements, let type):
      copy.content = .list(elements.map { $0.settled(in: home) }, type)
    case .set(let elements, let type):
      copy.content = .set(elements.map { $0.settled(in: home) }, type)
    case .tuple(let elements): copy.content = .tuple(elements.map { $0.settled(in: home) })
    case .map(let fields, let type): copy.content = .map(fields.settled(in: home), type)
    case .object(let fields): copy.content = .object(fields.settled(in: home))
    default: break
    }
    if let draft { copy.draft = TerraformDraft(draft.value.settled(in: home)) }
    let isInside = place.map {
      $0.file == home.file && $0.lower >= home.lower && $0.upper <= home.upper
    }
    if isInside != true { copy.place = home }
    return copy
  }
}

extension TerraformFields {
  fileprivate func settled(in home: TerraformPlace) -> TerraformFields {
    var copy = TerraformFields(
      sorted: entries.map { ($0.key, $0.value.settled(in: home)) })
    copy.openAddress = openAddress
    return copy
  }
}
