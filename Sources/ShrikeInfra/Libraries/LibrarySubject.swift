import ShrikeFormats
import ShrikeRego
import ShrikeText

/// One document of a file, as policies over parsed files see it.
struct LibrarySubject {
  enum Format: Sendable { case yaml, json, toml, dockerfile, terraform }

  let format: Format
  /// `Pod/web` of an object, `Dockerfile` and the like of others.
  let name: String
  let value: Value
  let range: ByteRange?
  /// Of a Dockerfile, its instructions by stage.
  var stages: [(name: String, commands: [Value])] = []

  /// What a Kubernetes object is; nil for everything else.
  var kubernetesKind: String? {
    guard format == .yaml || format == .json, value["apiVersion"]?.string != nil else { return nil }
    return value["kind"]?.string
  }

  /// Trivy hands its checks a Dockerfile by stages.
  var trivyValue: Value {
    guard format == .dockerfile else { return value }
    let stages = stages.map { stage in
      Value(object: [
        (Value("Name"), Value(stage.name)), (Value("Commands"), Value(array: stage.commands)),
      ])
    }
    return Value(object: [(Value("Stages"), Value(array: stages))])
  }

  /// The format a file's name tells.
  static func format(of path: String) -> Format? {
    let name = path[path.lastComponentStart...].lowercased()
    if InfraReader.isDockerfile(name) { return .dockerfile }
    if name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return .yaml }
    if name.hasSuffix(".json") { return .json }
    if name.hasSuffix(".toml") { return .toml }
    return name.hasSuffix(".tf") ? .terraform : nil
  }

  /// A file's documents; none, after diagnostics, where it cannot be read. Of a document that is a list
  /// each element is one, and so is each item of a Kubernetes list.
  static func read(
    _ file: LibraryFile, places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> [LibrarySubject] {
    let context = FileContext(file.path, quotes: false)
    switch format(of: file.path) {
    case .yaml:
      let documents = YAMLReader(schema: .yaml11).read(
        file.bytes, context, diagnostics: &diagnostics)
      return subjects(documents, .yaml, &places)
    case .json:
      let document = JSONReader.strict.read(file.bytes, context, diagnostics: &diagnostics)
      return subjects(document.map { [$0] } ?? [], .json, &places)
    case .toml:
      let document = TOMLReader().read(file.bytes, context, diagnostics: &diagnostics)
      return subjects(document.map { [$0] } ?? [], .toml, &places)
    case .dockerfile:
      guard let read = DockerfileReader().read(file.bytes, context, diagnostics: &diagnostics)
      else { return [] }
      let commands = DockerCommands(
        read, path: file.path, number: places.add(read.text), places: &places)
      var subject = LibrarySubject(
        format: .dockerfile, name: "Dockerfile", value: Value(array: commands.all), range: nil)
      subject.stages = commands.stages
      return [subject]
    case .terraform:
      guard let read = HCLReader().read(file.bytes, context, diagnostics: &diagnostics) else {
        return []
      }
      let value = HCLValue.value(of: read, file: places.add(read.text), places: &places)
      return [LibrarySubject(format: .terraform, name: "terraform", value: value, range: nil)]
    case nil: return []
    }
  }

  private static func subjects(
    _ documents: [Document], _ format: Format, _ places: inout PlaceTable
  ) -> [LibrarySubject] {
    guard let text = documents.first?.text else { return [] }
    let file = places.add(text)
    var subjects: [LibrarySubject] = []
    for document in documents {
      for root in parts(document.root) where !root.isNull {
        let value = Value(root, file: file, places: &places)
        let kind = value["apiVersion"] == nil ? nil : value["kind"]?.string
        let name = kind.map { "\($0)/\(value["metadata"]?["name"]?.string ?? "")" }
        subjects.append(
          LibrarySubject(format: format, name: name ?? "document", value: value, range: root.range))
      }
    }
    return subjects
  }

  private static func parts(_ root: Node) -> [Node] {
    if root.isSequence { return Array(root.elements) }
    if let kind = root["kind"]?.string, kind.hasSuffix("List"), root["apiVersion"] != nil,
      let items = root["items"], items.isSequence
    {
      return Array(items.elements)
    }
    return [root]
  }
}

extension Diagnostic {
  /// The message with its line.
  var placedMessage: String { frame.map { "line \($0.line): \(message)" } ?? message }
}
