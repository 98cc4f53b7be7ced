import ShrikeFormats
import ShrikeRego
import ShrikeText

/// What a plan tells of the configuration it was made of.
extension TerraformPlan {
  private func configuration(_ module: String) -> Node? {
    var node = root["configuration"]?["root_module"]
    for name in Self.names(module) { node = node?["module_calls"]?[name]?["module"] }
    return node
  }

  /// From the configuration's files where they are here: these tell what local values stand for.
  func referencesValue(_ key: TerraformModule.ResourceKey, _ module: String) -> Value {
    if let references = source?.references(key, in: module) {
      return Value(
        object: references.map { (Value($0.name), Value(array: $0.addresses.map { Value($0) })) })
    }
    let resource = configuration(module)?["resources"]?.items
      .first { $0["address"]?.string == key.address }
    let prefix = module.isEmpty ? "" : module + "."
    let entries = resource?["expressions"].map { Array($0.entries) } ?? []
    return Value(
      object: entries.compactMap { entry in
        var addresses: [String] = []
        Self.gather(entry.value) { reference in
          guard let address = Self.address(reference), !addresses.contains(prefix + address)
          else { return }
          addresses.append(prefix + address)
        }
        return addresses.isEmpty
          ? nil : (Value(entry.name), Value(array: addresses.map { Value($0) }))
      })
  }

  private static func gather(_ node: Node, _ body: (String) -> Void) {
    for entry in node.entries {
      if entry.name == "references" {
        for reference in entry.value.strings ?? [] { body(reference) }
      } else if entry.name != "constant_value" {
        gather(entry.value, body)
      }
    }
    for element in node.elements { gather(element, body) }
  }

  /// A resource's or data source's address in a reference, `aws_s3_bucket.logs.arn`.
  private static func address(_ reference: String) -> String? {
    let parts = withoutKeys(reference).split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    switch first {
    case "var", "local", "module", "each", "count", "self", "path", "terraform": return nil
    case "data": return parts.count > 2 ? parts[..<3].joined(separator: ".") : nil
    default: return parts.count > 1 ? parts[..<2].joined(separator: ".") : nil
    }
  }

  mutating func providersValue() -> Value {
    var providers: [Value] = []
    let configured = root["configuration"]?["provider_config"].map { Array($0.entries) } ?? []
    for entry in configured {
      let alias = entry.value["alias"]?.string
      let name = entry.value["name"]?.string ?? entry.name
      let block = source?.provider(name, alias)
      var values: [ObjectBox.Entry] = []
      for expression in entry.value["expressions"].map({ Array($0.entries) }) ?? [] {
        let target = Target(block, expression.name)
        if let value = constant(expression.value, target) {
          values.append((Value(expression.name), value))
        }
      }
      let place = block.map { source?.number($0.head, &places) ?? 0 } ?? number(entry.range)
      var parts: [ObjectBox.Entry] = [
        (Value("name"), Value(name)), (Value("values"), Value(object: values).at(place)),
      ]
      if let alias { parts.append((Value("alias"), Value(alias))) }
      providers.append(Value(object: parts).at(place))
    }
    return Value(array: providers)
  }

  /// What an expression of the configuration says, as far as it is constant; blocks are arrays.
  private mutating func constant(_ node: Node, _ target: Target) -> Value? {
    if let value = node["constant_value"] {
      return value.isNull ? nil : self.value(value, nil, nil, target, "")
    }
    if let references = node["references"]?.strings {
      return TerraformSubject.unknown(Array(references.prefix(TerraformUnknown.reasonLimit)))
        .at(place(target, node.range))
    }
    if node.isSequence {
      var elements: [Value] = []
      for element in node.elements {
        if let value = constant(element, target) { elements.append(value) }
      }
      return Value(array: elements).at(place(target, node.range))
    }
    guard node.isMapping else { return nil }
    var entries: [ObjectBox.Entry] = []
    for entry in node.entries {
      if let value = constant(entry.value, target) { entries.append((Value(entry.name), value)) }
    }
    return Value(object: entries).at(place(target, node.range))
  }

  mutating func modulesValue() -> Value {
    var modules: [Value] = []
    var left = root["configuration"]?["root_module"].map { [($0, "")] } ?? []
    while let (module, address) = left.popLast() {
      for entry in module["module_calls"].map({ Array($0.entries) }) ?? [] {
        guard modules.count < Self.instanceLimit else { break }
        let inner = (address.isEmpty ? "" : address + ".") + "module." + entry.name
        let block = source?.call(entry.name, in: address)
        let place = block.map { source?.number($0.head, &places) ?? 0 } ?? number(entry.range)
        var values: [ObjectBox.Entry] = []
        for expression in entry.value["expressions"].map({ Array($0.entries) }) ?? [] {
          let target = Target(block, expression.name)
          if let value = constant(expression.value, target) {
            values.append((Value(expression.name), value))
          }
        }
        var parts: [ObjectBox.Entry] = [
          (Value("address"), Value(inner)), (Value("values"), Value(object: values).at(place)),
        ]
        for (key, name) in [("source", "source"), ("version_constraint", "version")] {
          guard let text = entry.value[key] else { continue }
          let target = Target(block, name)
          parts.append((Value(name), Value(scalar: text).at(self.place(target, text.range))))
        }
        modules.append(Value(object: parts).at(place))
        if let module = entry.value["module"] { left.append((module, inner)) }
      }
    }
    return Value(array: modules)
  }

  /// Plans say nothing of backends; which program wrote it is no constraint.
  mutating func settingsValue() -> Value {
    source?.settings(&places) ?? Value(object: [(Value("backend"), Value.emptyArray)])
  }
}
