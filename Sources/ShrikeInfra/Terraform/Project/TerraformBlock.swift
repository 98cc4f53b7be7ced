import ShrikeFormats
import ShrikeText

/// A block of a configuration, whose parts may come from several files: overrides were merged in.
struct TerraformBlock: Sendable {
  var type: String
  var labels: [String]
  /// The block's header.
  var head: TerraformPlace
  var body: TerraformBody

  /// The name it is referred to by.
  var name: String { labels.last ?? "" }
}

struct TerraformBody: Sendable {
  var attributes: [TerraformAttribute] = []
  var blocks: [TerraformBlock] = []

  subscript(name: String) -> TerraformAttribute? { attributes.first { $0.name == name } }

  func blocks(_ type: String) -> [TerraformBlock] { blocks.filter { $0.type == type } }

  /// Whether an attribute or block of this name is written, were it by a dynamic block.
  func writes(_ name: String) -> Bool {
    self[name] != nil
      || blocks.contains { $0.type == name || $0.type == "dynamic" && $0.name == name }
  }
}

struct TerraformAttribute: Sendable {
  var name: String
  var value: HCLExpression
  /// The number of the file it stands in.
  var file: Int

  var place: TerraformPlace { TerraformPlace(file: file, value.range) }
}

extension TerraformBody {
  init(_ body: HCLBody, file: Int) {
    attributes = body.attributes.map {
      TerraformAttribute(name: $0.name, value: $0.value, file: file)
    }
    blocks = body.blocks.map { TerraformBlock($0, file: file) }
  }
}

extension TerraformBlock {
  init(_ block: HCLBlock, file: Int) {
    self.init(
      type: block.type, labels: block.labels.map(\.text),
      head: TerraformPlace(file: file, block.headRange),
      body: TerraformBody(block.body, file: file))
  }

  // MARK: JSON

  /// A block of a file in JSON, whose inner blocks were read as attributes.
  ///
  /// Only a provider's schema tells blocks from attributes there. An array of objects is read as
  /// blocks, which makes no difference for what is seen; so is a lone object, but where its name
  /// is one that providers use for maps.
  init(json block: HCLBlock, file: Int) {
    self.init(block, file: file)
    switch type {
    case "resource", "data", "ephemeral", "provider", "terraform": body = body.withInnerBlocks
    default: break
    }
  }
}

extension TerraformBody {
  /// Attributes that are maps wherever providers have them.
  private static let maps: Set<String> = [
    "tags", "tags_all", "labels", "annotations", "variables", "environment_variables", "metadata",
    "parameters", "parameter_map", "app_settings", "settings_map", "triggers", "keepers",
    "request_parameters", "response_parameters", "request_templates", "response_templates",
    "default_arguments", "options", "config", "data", "query", "input", "match_labels",
    "node_selector", "required_providers",
  ]
  /// Blocks that have a label.
  private static let labelled: Set<String> = ["provisioner", "dynamic", "backend"]

  fileprivate var withInnerBlocks: TerraformBody {
    var out = TerraformBody()
    for attribute in attributes {
      let parts = attribute.value.objects
      if let parts, Self.labelled.contains(attribute.name) {
        for part in parts {
          for entry in part.body(file: attribute.file).attributes {
            for inner in entry.value.objects ?? [] {
              out.blocks.append(attribute.block(inner, labels: [entry.name]))
            }
          }
        }
      } else if let parts, !parts.isEmpty, attribute.isBlock {
        out.blocks.append(contentsOf: parts.map { attribute.block($0, labels: []) })
      } else {
        out.attributes.append(attribute)
      }
    }
    return out
  }

  fileprivate static func isMap(_ name: String) -> Bool {
    maps.contains(name) || name.hasSuffix("_tags") || name.hasSuffix("_labels")
      || name.hasSuffix("_variables")
  }
}

extension TerraformAttribute {
  fileprivate var isBlock: Bool {
    if name == "required_providers" { return true }
    // Arguments of a block, whatever they look like.
    if name == "for_each" || name == "labels" || name == "depends_on" { return false }
    if case .tuple = value.kind { return true }
    return !TerraformBody.isMap(name)
  }

  fileprivate func block(_ part: HCLExpression, labels: [String]) -> TerraformBlock {
    var inner = part.body(file: file)
    if name != "required_providers" { inner = inner.withInnerBlocks }
    return TerraformBlock(
      type: name, labels: labels, head: TerraformPlace(file: file, part.range), body: inner)
  }
}

extension HCLExpression {
  /// An object, or a list of nothing but objects.
  fileprivate var objects: [HCLExpression]? {
    switch kind {
    case .object: return [self]
    case .tuple(let items):
      let isAll = items.allSatisfy { if case .object = $0.kind { true } else { false } }
      return isAll ? items : nil
    default: return nil
    }
  }

  fileprivate func body(file: Int) -> TerraformBody {
    guard case .object(let items) = kind else { return TerraformBody() }
    var body = TerraformBody()
    for item in items {
      guard case .string(let name) = item.key.kind, name != "//" else { continue }
      body.attributes.append(TerraformAttribute(name: name, value: item.value, file: file))
    }
    return body
  }
}
