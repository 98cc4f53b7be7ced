import ShrikeFormats
import ShrikeText

/// One use of a module: the root, or what one instance of a module call stands for.
///
/// Owned by the call it stands for, and that by its caller; the way back up is not owned.
final class TerraformModuleInstance {
  let module: TerraformModule
  unowned let expansion: TerraformExpansion
  /// Nil for the root module.
  private(set) unowned var call: TerraformCallInstance?
  /// `module.net["a"]`; empty for the root module.
  let address: String
  /// The same without keys.
  let plainAddress: String
  let depth: Int
  let files: TerraformFiles

  private var variables: [String: TerraformLazy<TerraformValue>] = [:]
  private var locals: [String: TerraformLazy<TerraformValue>] = [:]
  private var outputs: [String: TerraformLazy<TerraformValue>] = [:]
  var resources: [Int: TerraformLazy<[TerraformResourceInstance]>] = [:]
  var calls: [Int: TerraformLazy<[TerraformCallInstance]>] = [:]

  init(
    _ module: TerraformModule, in expansion: TerraformExpansion, call: TerraformCallInstance?
  ) {
    self.module = module
    self.expansion = expansion
    self.call = call
    address = call?.address ?? ""
    plainAddress = call?.plainAddress ?? ""
    depth = call.map { $0.caller.depth + 1 } ?? 0
    files = expansion.tree.visibleFiles(from: expansion.rootFolder)
  }

  /// An address of this module as seen from the root.
  func full(_ address: String) -> String {
    self.address.isEmpty ? address : self.address + "." + address
  }

  func plain(_ address: String) -> String {
    plainAddress.isEmpty ? address : plainAddress + "." + address
  }

  /// Unknown, and why: a name of this module.
  private func unknown(_ name: String) -> TerraformValue { .unknown(because: [full(name)]) }

  // MARK: references

  func resolve(_ name: String, _ steps: [HCLStep], file: Int) -> TerraformScope.Reference? {
    guard let first = steps.first?.name else { return nil }
    let range = ByteRange(steps[0].range.lower, steps[steps.count - 1].range.upper)
    let place = TerraformPlace(file: file, range)
    switch name {
    case "var": return .init(variable(first, at: place), steps: 1)
    case "local": return .init(local(first, at: place), steps: 1)
    case "module": return moduleReference(first, steps, at: place)
    case "path":
      let value: TerraformValue =
        switch first {
        case "module": .string(relativeFolder)
        case "root": .string(".")
        default: .unknown(.string, because: ["path." + first])
        }
      return .init(value, steps: 1)
    case "terraform": return .init(.unknown(.string, because: ["terraform." + first]), steps: 1)
    case "data", "ephemeral":
      guard steps.count > 1, let second = steps[1].name else { return nil }
      return resourceReference(
        .init(mode: name, type: first, name: second), steps, from: 2, at: place)
    case "resource":
      guard steps.count > 1, let second = steps[1].name else { return nil }
      return resourceReference(
        .init(mode: name, type: first, name: second), steps, from: 2, at: place)
    // Where they have a meaning they are bound.
    case "each", "count", "self": return nil
    default:
      return resourceReference(
        .init(mode: "resource", type: name, name: first), steps, from: 1, at: place)
    }
  }

  /// The module's folder from that of the root.
  private var relativeFolder: String {
    let root = expansion.rootFolder
    if module.folder == root { return "." }
    if root.isEmpty { return module.folder }
    if module.folder.hasPrefix(root + "/") {
      return String(module.folder.dropFirst(root.count + 1))
    }
    let parts = module.folder.split(separator: "/")
    let base = root.split(separator: "/")
    let shared = zip(parts, base).prefix { $0 == $1 }.count
    return
      (Array(repeating: "..", count: base.count - shared) + parts[shared...].map(String.init))
      .joined(separator: "/")
  }

  private func lazily(
    _ cache: ReferenceWritableKeyPath<
      TerraformModuleInstance, [String: TerraformLazy<TerraformValue>]
    >, _ name: String, _ address: String, at place: TerraformPlace,
    _ compute: () -> TerraformValue
  ) -> TerraformValue {
    switch self[keyPath: cache][name] {
    case .done(let value): return value
    case .pending:
      expansion.note("the value depends on itself", at: place)
      return unknown(address)
    case nil:
      self[keyPath: cache][name] = .pending
      let value = compute()
      self[keyPath: cache][name] = .done(value)
      return value
    }
  }

  // MARK: variables, local values, outputs

  func variable(_ name: String, at place: TerraformPlace) -> TerraformValue {
    let address = "var." + name
    guard let block = module.variables[name] else {
      expansion.note("no variable of this name is declared", at: place)
      return unknown(address)
    }
    return lazily(\.variables, name, address, at: place) { computedVariable(name, block) }
  }

  private func computedVariable(_ name: String, _ block: TerraformBlock) -> TerraformValue {
    let constraint = block.body["type"].map { TerraformConstraint($0.value) } ?? .any
    var value: TerraformValue?
    if let call {
      value = call.argument(name)
    } else if let attribute = module.values[name] {
      // Files of values know no names.
      value = expansion.evaluate(attribute, in: self)
    }
    let isNullable = block.body["nullable"]?.value.literalBool ?? true
    if value?.isNull == true, !isNullable { value = nil }
    let base = value ?? block.body["default"].map { expansion.evaluate($0, in: self) }
    guard let base else {
      return TerraformValue.unknown(constraint.type, because: [full("var." + name)])
        .marked(isSensitive(block))
    }
    do throws(TerraformError) {
      var converted = try constraint.apply(base)
      if converted.place == nil { converted.place = base.place }
      return converted.marked(isSensitive(block))
    } catch {
      expansion.note(
        "the value does not fit the variable's type: \(error.message)", at: base.place ?? block.head
      )
      return unknown("var." + name).marked(isSensitive(block))
    }
  }

  private func isSensitive(_ block: TerraformBlock) -> Bool {
    // What is no literal may well be true.
    block.body["sensitive"].map { $0.value.literalBool ?? true } ?? false
  }

  func local(_ name: String, at place: TerraformPlace) -> TerraformValue {
    let address = "local." + name
    guard let attribute = module.locals[name] else {
      expansion.note("no local value of this name is declared", at: place)
      return unknown(address)
    }
    return lazily(\.locals, name, address, at: place) { expansion.evaluate(attribute, in: self) }
  }

  func output(_ name: String, at place: TerraformPlace) -> TerraformValue {
    let address = "output." + name
    guard let block = module.outputs[name] else {
      expansion.note("the module has no output of this name", at: place)
      return .unknown(because: [self.address + "." + name])
    }
    return lazily(\.outputs, name, address, at: place) {
      guard let attribute = block.body["value"] else { return unknown(address) }
      return expansion.evaluate(attribute, in: self).marked(isSensitive(block))
    }
  }

  /// All outputs as one object.
  private func allOutputs(at place: TerraformPlace) -> TerraformValue {
    .object(module.outputs.keys.sorted().map { ($0, output($0, at: place)) })
  }

  // MARK: modules

  private func moduleReference(
    _ name: String, _ steps: [HCLStep], at place: TerraformPlace
  ) -> TerraformScope.Reference {
    guard let index = module.callIndex[name] else {
      expansion.note("no module of this name is called", at: place)
      return .init(unknown("module." + name), steps: steps.count)
    }
    let body = module.calls[index].body
    let instances = callInstances(index)
    if body["for_each"] == nil, body["count"] == nil {
      guard let child = instances.first?.child else {
        return .init(unknown("module." + name), steps: steps.count)
      }
      if steps.count > 1, let output = steps[1].name {
        return .init(child.output(output, at: place), steps: 2)
      }
      return .init(child.allOutputs(at: place), steps: 1)
    }
    let values = instances.map { instance in
      (instance.key, instance.child?.allOutputs(at: place) ?? unknown("module." + name))
    }
    return .init(TerraformInstanceKey.value(of: values, isMap: body["for_each"] != nil), steps: 1)
  }
}

extension HCLStep {
  /// Of `.name` and `["name"]`.
  var name: String? {
    switch kind {
    case .attribute(let name), .key(let name): name
    case .index: nil
    }
  }
}

extension HCLExpression {
  /// Of `true` and `false` as they are written.
  var literalBool: Bool? {
    switch kind {
    case .bool(let bool): bool
    case .string("true"): true
    case .string("false"): false
    default: nil
    }
  }
}
