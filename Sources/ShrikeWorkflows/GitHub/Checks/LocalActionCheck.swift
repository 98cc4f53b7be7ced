import ShrikeFormats
import ShrikeText

/// Metadata of actions in the same repository, which are checked where they are first used.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
extension WorkflowCheck {
  /// Nil where there is no such action (it may come with a submodule) or it cannot be read.
  mutating func localAction(_ uses: Text) -> ActionMetadata? {
    guard let project else { return nil }
    if let known = localActions[uses.value] { return known }
    localActions[uses.value] = .some(nil)
    let folder = normalizedPath(uses.value)
    for name in ["action.yaml", "action.yml"] {
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      guard let bytes = project.read(path) else { continue }
      var diagnostics = Diagnostics()
      var reader = YAMLReader(schema: .core12)
      reader.keepsDuplicateKeys = true
      reader.limits.depth = WorkflowReader.depthLimit
      guard
        let root = reader.readSingle(
          bytes, FileContext(path, quotes: false), diagnostics: &diagnostics)?.root,
        root.isMapping
      else {
        problems.report(.action, uses.node, "\(path) cannot be read")
        return nil
      }
      var metadata = ActionMetadata(name: root["name"]?.text ?? folder)
      if let mistake = read(root, &metadata) {
        problems.report(.action, uses.node, "\(path) cannot be read: \(mistake)")
        return nil
      }
      localActions[uses.value] = metadata
      check(root, folder, uses.node)
      return metadata
    }
    return nil
  }

  private func read(_ root: Node, _ metadata: inout ActionMetadata) -> String? {
    if let inputs = root["inputs"], !inputs.isNull {
      guard inputs.isMapping else { return "\"inputs\" is no mapping" }
      for entry in inputs.entries {
        let id = entry.name.lowercased()
        if metadata.inputs.contains(where: { $0.id == id }) {
          return "the input \"\(entry.name)\" stands there twice"
        }
        for key in entry.value.entries {
          switch key.name {
          case "description", "required", "default", "deprecationMessage": break
          default: return "an input has no key \"\(key.name)\""
          }
        }
        let isRequired = entry.value["required"]?.text?.lowercased() == "true"
        let hasDefault = entry.value["default"].map { !$0.isNull } ?? false
        metadata.inputs.append(
          .init(
            id: id, name: entry.name, isRequired: isRequired && !hasDefault,
            isDeprecated: entry.value["deprecationMessage"] != nil))
      }
    }
    if let outputs = root["outputs"], !outputs.isNull {
      guard outputs.isMapping else { return "\"outputs\" is no mapping" }
      for entry in outputs.entries {
        let id = entry.name.lowercased()
        if metadata.outputs.contains(id) {
          return "the output \"\(entry.name)\" stands there twice"
        }
        metadata.outputs.append(id)
      }
    }
    return nil
  }

  // MARK: metadata

  private mutating func check(_ root: Node, _ folder: String, _ node: Node) {
    func fail(_ message: String) { problems.report(.action, node, "\(folder): \(message)") }
    if (root["name"]?.text ?? "").isEmpty { fail("the action has no name") }
    if (root["description"]?.text ?? "").isEmpty { fail("the action has no description") }
    if let icon = root["branding"]?["icon"]?.text, !icon.isEmpty,
      !ActionBranding.icons.contains(icon.lowercased())
    {
      fail("there is no icon \"\(icon)\"")
    }
    if let color = root["branding"]?["color"]?.text, !color.isEmpty,
      !ActionBranding.colors.contains(color.lowercased())
    {
      fail("there is no colour \"\(color)\"")
    }
    for input in root["inputs"].map({ Array($0.entries) }) ?? [] {
      if let message = input.value["deprecationMessage"],
        (message.isNull ? "" : message.text ?? "").trimmed.isEmpty
      {
        fail("the deprecation of \"\(input.name)\" has no message")
      }
    }
    checkRuns(root["runs"], folder, node)
  }

  private mutating func checkRuns(_ runs: Node?, _ folder: String, _ node: Node) {
    func fail(_ message: String) { problems.report(.action, node, "\(folder): \(message)") }
    func text(_ key: String) -> String {
      guard let value = runs?[key], !value.isNull else { return "" }
      return value.text ?? ""
    }
    func hasFile(_ key: String) {
      let name = text(key)
      guard !name.isEmpty, let project else { return }
      let path = normalizedPath("\(folder)/\(name)")
      if !project.exists(path) { fail("\(path), named by \"\(key)\", is not there") }
    }
    func forbid(_ keys: [String], _ what: String) {
      for key in keys {
        guard let value = runs?[key], !value.isNull else { continue }
        let isGiven =
          value.isScalar
          ? !(value.text ?? "").isEmpty : key == "args" || key == "env" || value.count > 0
        if isGiven { fail("\(what) has no \"\(key)\"") }
      }
    }
    let script = ["main", "pre", "pre-if", "post", "post-if"]
    let image = ["image", "pre-entrypoint", "entrypoint", "post-entrypoint", "args", "env"]
    let using = text("using")
    switch using {
    case "": fail("\"runs\" has no \"using\"")
    case "docker":
      let name = text("image")
      if name.isEmpty {
        fail("a container action wants an \"image\"")
      } else if !["docker://", "gcr.io/", "pkg.dev/", "ghcr.io/", "docker.io/"].contains(
        where: { name.hasPrefix($0) })
      {
        hasFile("image")
        if name.split(separator: "/").last != "Dockerfile" {
          fail("the image is built from a file named Dockerfile")
        }
      }
      for key in ["pre-entrypoint", "entrypoint", "post-entrypoint"] { hasFile(key) }
      forbid(script + ["steps"], "a container action")
    case "composite":
      if runs?["steps"].map({ $0.isNull }) ?? true { fail("a composite action wants \"steps\"") }
      forbid(script + image, "a composite action")
    default:
      if using != "node20", using != "node24" { fail("there is no runtime \"\(using)\"") }
      guard using.hasPrefix("node") else { return }
      if text("main").isEmpty { fail("a JavaScript action wants \"main\"") }
      for key in ["main", "pre", "post"] { hasFile(key) }
      for key in ["pre", "post"] where text(key).isEmpty && !text("\(key)-if").isEmpty {
        fail("\"\(key)-if\" without \"\(key)\"")
      }
      forbid(["steps"] + image, "a JavaScript action")
    }
  }
}

/// A path below the root, without `.`, `..` and empty parts.
func normalizedPath(_ path: String) -> String {
  var parts: [Substring] = []
  for part in path.split(separator: "/") where part != "." {
    if part == ".." { _ = parts.popLast() } else { parts.append(part) }
  }
  return parts.joined(separator: "/")
}
