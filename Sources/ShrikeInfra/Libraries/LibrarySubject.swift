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
  /// Its file's number in the table of places.
  let table: Int
  /// Index into the files that were read.
  var file = 0
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

  /// What a policy says is wrong with it: at the first value of the answer that was read from the file,
  /// else at the document.
  func match(
    _ rule: Int, _ message: String, at answer: Value, _ places: PlaceTable
  ) -> InfraMatch {
    let found = places.find(answer)
    return InfraMatch(
      rule: rule, message: message, file: file,
      range: found?.file == table ? found?.range : range, subject: name, key: message)
  }

  /// The documents of files that can be read; of the others the inspection tells.
  static func read(
    _ files: [InfraFile], places: inout PlaceTable, _ inspection: inout InfraInspection
  ) -> [LibrarySubject] {
    var subjects: [LibrarySubject] = []
    for (number, file) in files.enumerated() {
      var diagnostics = Diagnostics()
      for var subject in read(file, places: &places, diagnostics: &diagnostics) {
        subject.file = number
        subjects.append(subject)
      }
      inspection.problems += diagnostics.finish()
    }
    return subjects
  }

  /// Of a document that is a list each element is one, and so is each item of a Kubernetes list.
  private static func read(
    _ file: InfraFile, places: inout PlaceTable, diagnostics: inout Diagnostics
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
      let table = places.add(read.text)
      let commands = DockerCommands(read, path: file.path, number: table, places: &places)
      var subject = LibrarySubject(
        format: .dockerfile, name: "Dockerfile", value: Value(array: commands.all), range: nil,
        table: table)
      subject.stages = commands.stages
      return [subject]
    case .terraform:
      guard let read = HCLReader().read(file.bytes, context, diagnostics: &diagnostics) else {
        return []
      }
      let table = places.add(read.text)
      let value = HCLValue.value(of: read, file: table, places: &places)
      return [
        LibrarySubject(
          format: .terraform, name: "terraform", value: value, range: nil, table: table)
      ]
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
          LibrarySubject(
            format: format, name: name ?? "document", value: value, range: root.range, table: file))
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

extension InfraInspection {
  /// Takes in what a rule answers of a document: each element that `message` finds words in is a match.
  mutating func take(
    _ result: Result<Value?, EvaluationError>, of rule: Int, about subject: LibrarySubject,
    _ places: PlaceTable, message: (Value) -> String?
  ) {
    switch result {
    case .failure(let error):
      troubles.append(InfraTrouble(rule: rule, file: subject.file, message: error.message))
    case .success(let value):
      for found in value?.elements ?? [] {
        guard let message = message(found) else { continue }
        matches.append(subject.match(rule, message, at: found, places))
      }
    }
  }
}
