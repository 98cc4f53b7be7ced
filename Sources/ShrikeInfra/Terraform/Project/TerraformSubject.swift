import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Makes of an expanded root module the value that checks look at: `docs/terraform-shape.md` names
/// every part.
struct TerraformSubject {
  private let expansion: TerraformExpansion
  /// The number of the tree's first file in the table of places.
  private let firstFile: Int
  private var places: PlaceTable
  private var numbers: [TerraformPlace: UInt32] = [:]

  static func make(
    _ expansion: TerraformExpansion, firstFile: Int, places: inout PlaceTable
  ) -> InfraSubject {
    var subject = TerraformSubject(expansion, firstFile, places)
    // One copy of the table: what is written to must not be shared.
    places = PlaceTable()
    let value = subject.root()
    places = subject.places
    let folder = expansion.rootFolder
    return InfraSubject(
      kind: .terraform, name: folder.isEmpty ? "." : folder, value: value,
      file: firstFile + (expansion.root?.module.firstFile ?? 0), range: nil)
  }

  private init(_ expansion: TerraformExpansion, _ firstFile: Int, _ places: PlaceTable) {
    self.expansion = expansion
    self.firstFile = firstFile
    self.places = places
  }

  /// What the root's `terraform` blocks say, for whoever knows the rest from elsewhere.
  static func settings(
    _ expansion: TerraformExpansion, firstFile: Int, places: inout PlaceTable
  ) -> Value {
    var subject = TerraformSubject(expansion, firstFile, places)
    let value = subject.settingsValue()
    places = subject.places
    return value
  }

  /// What stands for a value that only a run would tell.
  static func unknown(_ reasons: [String]) -> Value {
    .unknown(because: reasons)
  }

  // MARK: the root

  private mutating func root() -> Value {
    var resources = Groups()
    var data = Groups()
    var providers: [Value] = []
    var modules: [Value] = []
    for module in expansion.modules {
      for (index, block) in module.module.resources.enumerated() {
        guard let key = block.key, key.mode != "ephemeral" else { continue }
        let instances = module.resourceInstances(index)
        guard !instances.isEmpty else { continue }
        let references = referencesValue(block, module)
        for instance in instances {
          let value = instanceValue(instance, block, key, module, references)
          if key.mode == "data" {
            data.add(key.type, value)
          } else {
            resources.add(key.type, value)
          }
        }
      }
      for block in module.module.providers { providers.append(providerValue(block, module)) }
      for index in module.module.calls.indices {
        for call in module.callInstances(index) { modules.append(moduleValue(call)) }
      }
    }
    let folder = expansion.rootFolder
    return Value(object: [
      (Value("kind"), Value("terraform")),
      (Value("path"), Value(folder.isEmpty ? "." : folder)),
      (Value("resources"), resources.value),
      (Value("data"), data.value),
      (Value("providers"), Value(array: providers)),
      (Value("modules"), Value(array: modules)),
      (Value("terraform"), settingsValue()),
    ])
  }

  private struct Groups {
    private var byType: [String: [Value]] = [:]

    mutating func add(_ type: String, _ value: Value) { byType[type, default: []].append(value) }

    var value: Value {
      Value(object: byType.map { (Value($0.key), Value(array: $0.value)) })
    }
  }

  // MARK: blocks

  private mutating func instanceValue(
    _ instance: TerraformResourceInstance, _ block: TerraformBlock,
    _ key: TerraformModule.ResourceKey, _ module: TerraformModuleInstance, _ references: Value
  ) -> Value {
    let values = fields(instance.values, at: block.head)
    var documents: [ObjectBox.Entry] = []
    TerraformDocuments.add(of: values, "", to: &documents)
    // Of one key the last counts: drafts know more.
    addDrafts(of: instance.values, "", to: &documents)
    var entries: [ObjectBox.Entry] = [
      (Value("address"), Value(instance.address)),
      (Value("type"), Value(key.type)),
      (Value("name"), Value(key.name)),
      (Value("module"), Value(module.address)),
      (Value("values"), values),
      (Value("references"), references),
    ]
    if !documents.isEmpty { entries.append((Value("documents"), Value(object: documents))) }
    if let reasons = instance.key.reasons {
      entries.append((Value("symbolic"), Value(array: reasons.map { Value($0) })))
    }
    return Value(object: entries).at(number(block.head))
  }

  private func referencesValue(
    _ block: TerraformBlock, _ module: TerraformModuleInstance
  ) -> Value {
    Value(
      object: TerraformReferenceTrail.references(of: block, in: module).map {
        (Value($0.name), Value(array: $0.addresses.map { Value($0) }))
      })
  }

  private mutating func providerValue(
    _ block: TerraformBlock, _ module: TerraformModuleInstance
  ) -> Value {
    var body = block.body
    let alias = body["alias"]?.value.word
    body.attributes.removeAll { $0.name == "alias" }
    var expanded = TerraformBodyExpansion(module)
    var entries: [ObjectBox.Entry] = [
      (Value("name"), Value(block.name)),
      (Value("values"), fields(expanded.expand(body), at: block.head)),
    ]
    if let alias { entries.append((Value("alias"), Value(alias))) }
    return Value(object: entries).at(number(block.head))
  }

  private mutating func moduleValue(_ call: TerraformCallInstance) -> Value {
    let own = TerraformBody(
      attributes: call.block.body.attributes.filter { $0.name == "source" || $0.name == "version" })
    var expanded = TerraformBodyExpansion(call.caller)
    var entries = pairs(expanded.expand(own))
    var arguments: [(String, TerraformValue)] = []
    for (name, value) in call.expandedArguments {
      arguments.append((name, value.settled(in: call.block.body[name]?.place ?? call.block.head)))
    }
    entries.append((Value("address"), Value(call.address)))
    entries.append((Value("values"), fields(TerraformFields(arguments), at: call.block.head)))
    if let reasons = call.key.reasons {
      entries.append((Value("symbolic"), Value(array: reasons.map { Value($0) })))
    }
    return Value(object: entries).at(number(call.block.head))
  }

  /// What the root's `terraform` blocks say together.
  private mutating func settingsValue() -> Value {
    guard let root = expansion.root else { return .emptyObject }
    var entries: [ObjectBox.Entry] = []
    var backends: [Value] = []
    for block in root.module.settings {
      var expanded = TerraformBodyExpansion(root)
      for part in block.body.blocks {
        let values = fields(expanded.expand(part.body), at: part.head)
        switch part.type {
        case "backend", "cloud":
          backends.append(
            Value(object: [
              (Value("type"), Value(part.type == "cloud" ? "cloud" : part.name)),
              (Value("values"), values),
            ]).at(number(part.head)))
        case "required_providers": entries.append((Value(part.type), values))
        default: break
        }
      }
      entries += pairs(expanded.expand(TerraformBody(attributes: block.body.attributes)))
    }
    entries.append((Value("backend"), Value(array: backends)))
    let place = root.module.settings.first.map { number($0.head) } ?? 0
    return Value(object: entries).at(place)
  }

  // MARK: values

  private mutating func fields(_ fields: TerraformFields, at place: TerraformPlace) -> Value {
    Value(object: pairs(fields)).at(number(place))
  }

  /// What is null counts as not written.
  private mutating func pairs(_ fields: TerraformFields) -> [ObjectBox.Entry] {
    var out: [ObjectBox.Entry] = []
    out.reserveCapacity(fields.count)
    for entry in fields.entries where !entry.value.isNull {
      out.append((Value(entry.key), value(entry.value)))
    }
    return out
  }

  private mutating func value(_ value: TerraformValue) -> Value {
    let result: Value
    switch value.content {
    case .null: result = .null
    case .bool(let bool): result = Value(bool)
    case .number(let number):
      if let int = number.int {
        result = Value(int)
      } else {
        let text = Array(number.text.utf8)
        result = text.withUnsafeBufferPointer { Value(numberText: $0) } ?? Value(number.text)
      }
    case .string(let text): result = Value(text)
    case .list(let elements, _), .set(let elements, _), .tuple(let elements):
      var out: [Value] = []
      out.reserveCapacity(elements.count)
      for element in elements { out.append(self.value(element)) }
      result = Value(array: out)
    case .map(let fields, _), .object(let fields):
      // A whole resource: its other attributes are not known.
      result =
        fields.openAddress.map { Self.unknown([$0]) } ?? Value(object: pairs(fields))
    case .unknown: result = Self.unknown(value.reasons)
    }
    return value.place.map { result.at(number($0)) } ?? result
  }

  private mutating func number(_ place: TerraformPlace) -> UInt32 {
    if let known = numbers[place] { return known }
    let number = places.add(file: firstFile + Int(place.file), place.range)
    numbers[place] = number
    return number
  }

  // MARK: documents

  /// Texts that were made as JSON, by what they were made of: parts know their own places, and those
  /// that are unknown stand in theirs.
  private mutating func addDrafts(
    of fields: TerraformFields, _ path: String, to out: inout [ObjectBox.Entry]
  ) {
    for entry in fields.entries {
      if let draft = entry.value.draft {
        out.append((Value(path + entry.key), value(draft.value)))
      } else if case .tuple(let elements) = entry.value.content {
        for (index, element) in elements.enumerated() {
          guard case .object(let inner) = element.content else { continue }
          addDrafts(of: inner, "\(path)\(entry.key).\(index).", to: &out)
        }
      }
    }
  }
}
