import ShrikeFormats

/// The metadata of an action.
///
/// https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax
public struct ActionFile: Sendable {
  public enum Runtime: Sendable { case composite, container, script, unknown }

  public let document: Document
  public let runtime: Runtime
  /// Of a composite action.
  public let steps: [Step]
  /// Of a container action: key and value of `image`.
  public let image: (key: Node, value: Text)?

  init(_ document: Document) {
    self.document = document
    let runs = document.root["runs"]
    let using = runs?["using"]?.text ?? ""
    runtime =
      using == "composite"
      ? .composite : using == "docker" ? .container : using.hasPrefix("node") ? .script : .unknown
    var reader = WorkflowReader(problems: GitHubProblems(document))
    let list = runs?["steps"].map { $0.aliasTarget ?? $0 }
    steps = list.flatMap { $0.isSequence ? reader.steps($0) : nil } ?? []
    image = runs?.entries.first { $0.name == "image" && $0.value.isScalar }.map {
      ($0.key, Text($0.value))
    }
  }
}

/// The configuration of Dependabot.
///
/// https://docs.github.com/en/code-security/dependabot/working-with-dependabot/dependabot-options-reference
public struct DependabotFile: Sendable {
  public let document: Document
  /// The mappings under `updates`.
  public let updates: [Node]

  init(_ document: Document) {
    self.document = document
    updates =
      document.root["updates"].map {
        $0.elements.map { $0.aliasTarget ?? $0 }.filter(\.isMapping)
      } ?? []
  }
}

extension Node {
  /// An entry of a mapping with its key.
  func entry(_ key: String) -> Entry? {
    isMapping ? entries.first { $0.name == key } : nil
  }
}
