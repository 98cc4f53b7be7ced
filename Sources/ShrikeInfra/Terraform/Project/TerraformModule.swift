import ShrikeFormats
import ShrikeText

/// What the files of one folder declare together.
final class TerraformModule: Sendable {
  /// A resource, data source or ephemeral resource, as references name it.
  struct ResourceKey: Hashable, Sendable {
    /// `resource`, `data` or `ephemeral`.
    var mode: String
    var type: String
    var name: String

    /// Within its module.
    var address: String {
      mode == "resource" ? "\(type).\(name)" : "\(mode).\(type).\(name)"
    }
  }

  /// From the top of the tree, without a slash at its end; empty for the top itself.
  let folder: String
  /// In the order of the files. Two of one address are both kept: a folder of examples may hold
  /// files that are not meant for each other.
  let resources: [TerraformBlock]
  let calls: [TerraformBlock]
  let providers: [TerraformBlock]
  let settings: [TerraformBlock]
  let variables: [String: TerraformBlock]
  let outputs: [String: TerraformBlock]
  let locals: [String: TerraformAttribute]
  /// Values for the variables where the folder is a root module; of one name the last counts.
  let values: [String: TerraformAttribute]
  /// The first of each address.
  let resourceIndex: [ResourceKey: Int]
  let callIndex: [String: Int]

  init(_ parts: TerraformModuleParts, folder: String) {
    self.folder = folder
    resources = parts.blocks.filter { $0.mode != nil }
    calls = parts.blocks.filter { $0.type == "module" && $0.labels.count == 1 }
    providers = parts.blocks.filter { $0.type == "provider" && $0.labels.count == 1 }
    settings = parts.blocks.filter { $0.type == "terraform" }
    func named(_ type: String) -> [String: TerraformBlock] {
      let blocks = parts.blocks.filter { $0.type == type && $0.labels.count == 1 }
      return Dictionary(blocks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
    variables = named("variable")
    outputs = named("output")
    locals = parts.locals
    values = Dictionary(parts.values.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    resourceIndex = Dictionary(
      resources.enumerated().compactMap { index, block in block.key.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    callIndex = Dictionary(
      calls.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension TerraformModule {
  /// The number of the file that its first block stands in.
  var firstFile: Int {
    let first = [resources, calls, providers, settings].lazy.compactMap { $0.first }.first
    return Int((first ?? variables.values.first ?? outputs.values.first)?.head.file ?? 0)
  }
}

extension TerraformBlock {
  /// Of a resource and its like with both labels.
  var mode: String? {
    guard labels.count == 2 else { return nil }
    return ["resource", "data", "ephemeral"].contains(type) ? type : nil
  }

  var key: TerraformModule.ResourceKey? {
    mode.map { TerraformModule.ResourceKey(mode: $0, type: labels[0], name: labels[1]) }
  }
}

/// A module's blocks while its files are read: those of ordinary files, then what overrides them.
struct TerraformModuleParts {
  var blocks: [TerraformBlock] = []
  var locals: [String: TerraformAttribute] = [:]
  var values: [TerraformAttribute] = []
  /// What is wrong with how the files go together.
  var problems: [TerraformProblem] = []

  mutating func add(_ body: TerraformBody) {
    for block in body.blocks {
      if block.type == "locals" {
        for attribute in block.body.attributes {
          if locals[attribute.name] == nil {
            locals[attribute.name] = attribute
          } else {
            note("a local value of this name is declared elsewhere, too", attribute.place)
          }
        }
        continue
      }
      if block.mode != nil || ["variable", "output", "module"].contains(block.type),
        positions[Self.identity(block)] != nil
      {
        note("a block of this name is declared elsewhere, too", block.head)
      }
      append(block)
    }
  }

  private mutating func note(_ message: String, _ place: TerraformPlace) {
    problems.append(TerraformProblem(message: message, place: place))
  }

  private var positions: [[String]: Int] = [:]

  init() {}

  private mutating func append(_ block: TerraformBlock) {
    let identity = Self.identity(block)
    if positions[identity] == nil { positions[identity] = blocks.count }
    blocks.append(block)
  }

  private static func identity(_ block: TerraformBlock) -> [String] {
    var identity = [block.type] + block.labels
    if block.type == "provider", let alias = block.body["alias"]?.value.word {
      identity.append(alias)
    }
    return identity
  }

  // MARK: overriding

  /// Merges an override file in, as Terraform does: attributes one by one, inner blocks by type.
  ///
  /// https://developer.hashicorp.com/terraform/language/files/override
  mutating func override(_ body: TerraformBody) {
    for block in body.blocks {
      switch block.type {
      case "locals":
        for attribute in block.body.attributes {
          if locals[attribute.name] == nil {
            note("this overrides a local value that is declared nowhere", attribute.place)
          }
          locals[attribute.name] = attribute
        }
      case "terraform":
        if let known = positions[Self.identity(block)] {
          blocks[known].body.overrideSettings(block.body)
        } else {
          append(block)
        }
      default:
        if let known = positions[Self.identity(block)] {
          blocks[known].body.override(block.body)
        } else {
          note("this overrides a block that is declared nowhere", block.head)
          append(block)
        }
      }
    }
  }
}

extension TerraformBody {
  fileprivate mutating func set(_ attribute: TerraformAttribute) {
    if let index = attributes.firstIndex(where: { $0.name == attribute.name }) {
      attributes[index] = attribute
    } else {
      attributes.append(attribute)
    }
  }

  fileprivate mutating func override(_ other: TerraformBody) {
    for attribute in other.attributes { set(attribute) }
    var merged = other.blocks
    // `lifecycle` is merged like a block of its own.
    if let mine = blocks.firstIndex(where: { $0.type == "lifecycle" }),
      let theirs = merged.firstIndex(where: { $0.type == "lifecycle" })
    {
      for attribute in merged[theirs].body.attributes { blocks[mine].body.set(attribute) }
      merged.remove(at: theirs)
    }
    let replaced = Set(merged.map { $0.type == "dynamic" ? $0.name : $0.type })
    blocks.removeAll { replaced.contains($0.type == "dynamic" ? $0.name : $0.type) }
    blocks.append(contentsOf: merged)
  }

  fileprivate mutating func overrideSettings(_ other: TerraformBody) {
    for attribute in other.attributes { set(attribute) }
    for block in other.blocks {
      switch block.type {
      case "required_providers":
        if let mine = blocks.firstIndex(where: { $0.type == block.type }) {
          for attribute in block.body.attributes { blocks[mine].body.set(attribute) }
        } else {
          blocks.append(block)
        }
      case "backend", "cloud":
        // One of both holds the state, so either replaces either.
        blocks.removeAll { $0.type == "backend" || $0.type == "cloud" }
        blocks.append(block)
      default:
        blocks.removeAll { $0.type == block.type }
        blocks.append(block)
      }
    }
  }
}
