import ShrikeFormats
import ShrikeText

/// A name in an expression and the constant steps after it.
struct TerraformReference {
  var name: String
  var steps: [HCLStep]

  /// What an expression refers to beside the variables of its own loops and `iterators`.
  static func all(
    in expression: HCLExpression, iterators: Set<String> = []
  ) -> [TerraformReference] {
    var finder = Finder(bound: Array(iterators))
    finder.visit(expression)
    return finder.found
  }

  private struct Finder {
    var bound: [String]
    var found: [TerraformReference] = []

    mutating func visit(_ expression: HCLExpression) {
      switch expression.kind {
      case .null, .bool, .number, .string, .element, .invalid: break
      case .template(let parts): visit(parts)
      case .wrap(let inner), .parentheses(let inner), .negate(let inner), .not(let inner),
        .steps(let inner, _):
        visit(inner)
      case .variable(let name, let steps):
        if !bound.contains(name) { found.append(TerraformReference(name: name, steps: steps)) }
      case .index(let source, let key):
        visit(source)
        visit(key)
      case .splat(let source, let each, _):
        visit(source)
        visit(each)
      case .call(let call): for argument in call.arguments { visit(argument) }
      case .operation(_, let left, let right):
        visit(left)
        visit(right)
      case .conditional(let test, let then, let otherwise):
        visit(test)
        visit(then)
        visit(otherwise)
      case .tuple(let items): for item in items { visit(item) }
      case .object(let items):
        for item in items {
          // A lone name is a text.
          if item.key.word == nil { visit(item.key) }
          visit(item.value)
        }
      case .loop(let loop):
        visit(loop.collection)
        within([loop.keyName, loop.valueName]) { finder in
          if let key = loop.key { finder.visit(key) }
          finder.visit(loop.value)
          if let condition = loop.condition { finder.visit(condition) }
        }
      }
    }

    private mutating func visit(_ parts: [HCLTemplatePart]) {
      for part in parts {
        switch part {
        case .literal: break
        case .value(let value): visit(value)
        case .conditional(let test, let then, let otherwise):
          visit(test)
          visit(then)
          visit(otherwise)
        case .loop(let key, let value, let collection, let body):
          visit(collection)
          within([key, value]) { $0.visit(body) }
        }
      }
    }

    private mutating func within(_ names: [String?], _ body: (inout Finder) -> Void) {
      let count = bound.count
      bound.append(contentsOf: names.compactMap { $0 })
      body(&self)
      bound.removeSubrange(count...)
    }
  }
}

/// Follows references through local values, arguments and outputs to the resources they mean.
struct TerraformReferenceTrail {
  /// Addresses that are told of one attribute.
  static let addressLimit = 100
  /// References that are followed for one attribute.
  static let stepLimit = 2_000

  /// An attribute whose references are followed, as one module sees it.
  private struct Stop {
    var module: TerraformModuleInstance
    var references: [TerraformReference]
    /// Where `each` comes from.
    var loop: TerraformAttribute?
  }

  private struct Name: Hashable {
    var module: ObjectIdentifier
    var text: String
  }

  private let expansion: TerraformExpansion
  private var stops: [Stop] = []
  private var seen: Set<Name> = []
  private var found: [String] = []

  private init(_ expansion: TerraformExpansion) { self.expansion = expansion }

  /// Addresses without keys, as seen from the root and in the order in which they are met, of each
  /// attribute and inner block of a resource.
  static func references(
    of block: TerraformBlock, in module: TerraformModuleInstance
  ) -> [(name: String, addresses: [String])] {
    var byName: [(name: String, references: [TerraformReference])] = []
    func add(_ name: String, _ references: [TerraformReference]) {
      if let index = byName.firstIndex(where: { $0.name == name }) {
        byName[index].references.append(contentsOf: references)
      } else {
        byName.append((name, references))
      }
    }
    for attribute in block.body.attributes
    where attribute.name != "provider" && attribute.name != "count" && attribute.name != "for_each"
    {
      add(attribute.name, direct(attribute, module.expansion))
    }
    for inner in block.body.blocks where inner.type != "lifecycle" {
      add(inner.type == "dynamic" ? inner.name : inner.type, direct(inner, []))
    }
    return byName.compactMap { name, references in
      guard !references.isEmpty else { return nil }
      var trail = TerraformReferenceTrail(module.expansion)
      trail.stops = [Stop(module: module, references: references, loop: block.body["for_each"])]
      let addresses = trail.addresses()
      return addresses.isEmpty ? nil : (name, addresses)
    }
  }

  private static func direct(
    _ attribute: TerraformAttribute, _ expansion: TerraformExpansion
  ) -> [TerraformReference] {
    if attribute.name == "depends_on", case .tuple(let items) = attribute.value.kind {
      // Older files have them in quotes.
      return items.flatMap { item in
        item.word.map { Self.parsed($0) } ?? TerraformReference.all(in: item)
      }
    }
    if let known = expansion.directReferences[attribute.place] { return known }
    let references = TerraformReference.all(in: attribute.value)
    expansion.directReferences[attribute.place] = references
    return references
  }

  private static func parsed(_ text: String) -> [TerraformReference] {
    var diagnostics = Diagnostics()
    let expression = HCLReader().readExpression(
      Array(text.utf8), FileContext("", quotes: false), diagnostics: &diagnostics)
    return expression.map { TerraformReference.all(in: $0) } ?? []
  }

  private static func direct(
    _ block: TerraformBlock, _ iterators: Set<String>
  ) -> [TerraformReference] {
    var out: [TerraformReference] = []
    var body = block.body
    var inner = iterators
    if block.type == "dynamic", let content = body.blocks("content").first {
      if let loop = body["for_each"] {
        out += TerraformReference.all(in: loop.value, iterators: iterators)
      }
      inner.insert(body["iterator"]?.value.word ?? block.name)
      body = content.body
    }
    for attribute in body.attributes {
      out += TerraformReference.all(in: attribute.value, iterators: inner)
    }
    for part in body.blocks { out += direct(part, inner) }
    return out
  }

  // MARK: following

  private mutating func addresses() -> [String] {
    var steps = 0
    while let stop = stops.popLast() {
      for reference in stop.references {
        steps += 1
        guard steps <= Self.stepLimit, found.count < Self.addressLimit else { return found }
        follow(reference, stop)
      }
    }
    return found
  }

  private mutating func visit(_ module: TerraformModuleInstance, _ text: String) -> Bool {
    seen.insert(Name(module: ObjectIdentifier(module), text: text)).inserted
  }

  private mutating func push(
    _ attribute: TerraformAttribute?, _ module: TerraformModuleInstance,
    loop: TerraformAttribute? = nil
  ) {
    guard let attribute else { return }
    stops.append(
      Stop(module: module, references: Self.direct(attribute, expansion), loop: loop))
  }

  private mutating func follow(_ reference: TerraformReference, _ stop: Stop) {
    let module = stop.module
    guard let first = reference.steps.first?.name else { return }
    switch reference.name {
    case "path", "terraform", "count", "self": return
    case "each":
      guard let loop = stop.loop, visit(module, "each@\(loop.place.file):\(loop.place.lower)")
      else { return }
      push(loop, module)
    case "local":
      if visit(module, "local." + first) { push(module.module.locals[first], module) }
    case "var":
      guard let call = module.call, visit(module, "var." + first) else { return }
      push(call.block.body[first], call.caller, loop: call.block.body["for_each"])
    case "module":
      guard let index = module.module.callIndex[first],
        let child = module.callInstances(index).first?.child
      else { return }
      // The output's name stands behind a key where there are several instances.
      let output = reference.steps.dropFirst().prefix(2).compactMap(\.name)
        .first { child.module.outputs[$0] != nil }
      for name in output.map({ [$0] }) ?? child.module.outputs.keys.sorted()
      where visit(child, "output." + name) {
        push(child.module.outputs[name]?.body["value"], child)
      }
    default: followResource(reference, module)
    }
  }

  private mutating func followResource(
    _ reference: TerraformReference, _ module: TerraformModuleInstance
  ) {
    var parts = [reference.name] + reference.steps.prefix(3).map { $0.name ?? "" }
    var mode = "resource"
    if ["resource", "data", "ephemeral"].contains(reference.name) { mode = parts.removeFirst() }
    guard parts.count > 1 else { return }
    let key = TerraformModule.ResourceKey(mode: mode, type: parts[0], name: parts[1])
    guard let index = module.module.resourceIndex[key] else { return }
    let address = module.plain(key.address)
    if !found.contains(address) { found.append(address) }
    // An attribute that only hands on what it refers to, as `aws_s3_bucket_acl.a.bucket` does.
    let block = module.module.resources[index]
    let rest = reference.steps.dropFirst(mode == "resource" && reference.name != mode ? 1 : 2)
    guard
      let name = rest.prefix(2).compactMap(\.name)
        .first(where: { block.body[$0]?.value.isReference == true }),
      visit(module, key.address + "." + name)
    else { return }
    push(block.body[name], module, loop: block.body["for_each"])
  }
}

extension HCLExpression {
  /// Nothing but a name, or a part of what it names.
  fileprivate var isReference: Bool {
    switch kind {
    case .variable: true
    case .wrap(let inner), .parentheses(let inner), .steps(let inner, _), .index(let inner, _):
      inner.isReference
    default: false
    }
  }
}
