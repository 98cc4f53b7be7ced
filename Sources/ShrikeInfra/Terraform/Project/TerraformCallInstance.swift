import ShrikeFormats
import ShrikeText

/// One instance of a module call: its arguments, and the module where it is here.
final class TerraformCallInstance {
  let block: TerraformBlock
  let key: TerraformInstanceKey
  unowned let caller: TerraformModuleInstance
  /// `module.net["a"]`, as seen from the root.
  let address: String
  let plainAddress: String
  /// Nil where the module comes from elsewhere.
  fileprivate(set) var child: TerraformModuleInstance?
  private var arguments: [String: TerraformLazy<TerraformValue>] = [:]

  init(_ block: TerraformBlock, _ key: TerraformInstanceKey, caller: TerraformModuleInstance) {
    self.block = block
    self.key = key
    self.caller = caller
    address = caller.full("module." + block.name + key.suffix)
    plainAddress = caller.plain("module." + block.name)
  }

  /// What is no argument of the module.
  static let ownNames: Set<String> = [
    "source", "version", "count", "for_each", "providers", "depends_on",
  ]

  /// The value handed over; nil where none is.
  func argument(_ name: String) -> TerraformValue? {
    guard !Self.ownNames.contains(name), let attribute = block.body[name] else { return nil }
    switch arguments[name] {
    case .done(let value): return value
    case .pending:
      caller.expansion.note("the value depends on itself", at: attribute.place)
      return .unknown(because: [address + ".var." + name])
    case nil:
      arguments[name] = .pending
      let value = caller.expansion.evaluate(attribute, in: caller, key.bindings)
      arguments[name] = .done(value)
      return value
    }
  }

  var expandedArguments: [(name: String, value: TerraformValue)] {
    block.body.attributes.compactMap { attribute in
      argument(attribute.name).map { (attribute.name, $0) }
    }
  }
}

extension TerraformModuleInstance {
  /// The instances of a module call, each with its module where that is here.
  func callInstances(_ index: Int) -> [TerraformCallInstance] {
    let block = module.calls[index]
    switch calls[index] {
    case .done(let instances): return instances
    case .pending:
      expansion.note("the number of instances depends on itself", at: block.head)
      return []
    case nil: break
    }
    calls[index] = .pending
    let target = calledModule(block)
    var instances: [TerraformCallInstance] = []
    for key in expansion.keys(of: block.body, at: block.head, in: self) {
      guard expansion.takeInstance(at: block.head) else { break }
      let instance = TerraformCallInstance(block, key, caller: self)
      instance.child = target.map { TerraformModuleInstance($0, in: expansion, call: instance) }
      instances.append(instance)
    }
    calls[index] = .done(instances)
    return instances
  }

  /// The module that a call means; nil, after a note, where it is not to be had.
  private func calledModule(_ block: TerraformBlock) -> TerraformModule? {
    let name = "module \"\(block.name)\""
    guard let attribute = block.body["source"] else {
      expansion.note("the module call has no source", at: block.head)
      return nil
    }
    let value = expansion.evaluate(attribute, in: self)
    guard let text = value.string else {
      expansion.noteMissing("\(name) comes from an address that is not known", at: block.head)
      return nil
    }
    let source = TerraformSource(text)
    let path = plain("module." + block.name).split(separator: ".")
      .enumerated().filter { $0.offset % 2 == 1 }.map(\.element).joined(separator: ".")
    var folder: String?
    var origin: String
    switch source {
    case .local(let local):
      folder = TerraformSource.folder(local, from: module.folder)
      origin = "the folder \(local)"
    case .remote(let kind):
      folder = expansion.tree.vendored[expansion.rootFolder]?[path]
      origin = kind
    }
    guard let folder, let target = expansion.tree.modules[folder] else {
      expansion.noteMissing("\(name) comes from \(origin), which is not here", at: block.head)
      return nil
    }
    var ancestor: TerraformModuleInstance? = self
    while let module = ancestor {
      if module.module === target {
        expansion.note("the module calls itself, by way of this call", at: attribute.place)
        return nil
      }
      ancestor = module.call?.caller
    }
    guard depth < TerraformExpansion.depthLimit else {
      expansion.note(
        "modules more than \(TerraformExpansion.depthLimit) levels deep are not followed",
        at: block.head)
      return nil
    }
    return target
  }
}
