import Glibc
import ShrikeFormats
import ShrikeModel
import ShrikeRego
import ShrikeText

/// Tells what a file is, and makes values of it that the checks look at.
public enum InfraReader {
  /// Whether a path may hold infrastructure at all; its content decides.
  public static func mayRecognize(path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    if isDockerfile(name) || TerraformTree.recognizes(path: path) { return true }
    let ending = name.split(separator: ".").last ?? ""
    return name.contains(".") && ["yaml", "yml", "json"].contains(ending)
  }

  /// Whether a file is one the checks are about, told without reading it as a document.
  public static func recognizes(_ bytes: UnsafeBufferPointer<UInt8>, path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    return isDockerfile(name) || looksLikeObjects(bytes)
      || isYAML(name) && ComposeReader.mayRecognize(bytes) || TerraformTree.recognizes(path: path)
      || TemplateReader.mayRecognize(bytes) || UnrenderedFile.reason(bytes, path: path) != nil
  }

  /// `Dockerfile`, `Dockerfile.dev`, `dev.Dockerfile`; a `dockerfile.go` is a program about them.
  static func isDockerfile(_ name: String) -> Bool {
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return ["dockerfile", "containerfile"].contains {
      name == $0 || name.hasSuffix("." + $0)
        || name.hasPrefix($0 + ".") && !otherEndings.contains(ending)
    }
  }

  /// What follows `dockerfile.` where the file is none, or only becomes one.
  private static let otherEndings: Set<String> = [
    "dockerignore", "md", "txt", "go", "py", "js", "ts", "rs", "rb", "java", "kt", "cs", "swift",
    "php",
    "html", "css", "json", "yml", "yaml", "toml", "xml", "vim", "lua", "el", "snap", "patch",
    "diff", "dict",
    "j2", "jinja", "jinja2", "tmpl", "tpl", "template", "erb", "mustache", "hbs", "in", "m4",
  ]

  /// Whether files of this kind are looked at together, since one refers to another.
  static func gathers(path: String) -> Bool { TerraformTree.recognizes(path: path) }

  /// The subjects in files that belong together, or in one file; nil where none is of a known kind.
  static func subjects(
    _ files: [InfraFile], places: inout PlaceTable, _ inspection: inout InfraInspection
  ) -> [InfraSubject]? {
    guard let file = files.first else { return nil }
    if TerraformTree.recognizes(path: file.path) {
      return terraform(files, places: &places, &inspection)
    }
    guard files.count == 1 else { return nil }
    let unrendered = file.bytes.withUnsafeBufferPointer {
      UnrenderedFile.reason($0, path: file.path)
    }
    if let unrendered {
      inspection.notes.append((file: 0, reason: .unsupported, message: unrendered))
      inspection.isLooked = false
      return []
    }
    var diagnostics = Diagnostics()
    let subjects = subjects(
      file.bytes, path: file.path, places: &places, diagnostics: &diagnostics)
    inspection.problems += diagnostics.finish()
    return subjects
  }

  private static func subjects(
    _ bytes: [UInt8], path: String, places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> [InfraSubject]? {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    if isDockerfile(name) {
      let subject = DockerfileSubject.subject(
        bytes, path: path, places: &places, diagnostics: &diagnostics)
      return subject.map { [$0] }
    }
    if bytes.withUnsafeBufferPointer({ TemplateReader.mayRecognize($0) }) {
      let subject = TemplateReader.subject(
        bytes, path: path, places: &places, diagnostics: &diagnostics)
      if let subject { return [subject] }
    }
    guard bytes.withUnsafeBufferPointer({ looksLikeObjects($0) }) else {
      return isYAML(name) && bytes.withUnsafeBufferPointer({ ComposeReader.mayRecognize($0) })
        ? compose(bytes, path: path, places: &places, diagnostics: &diagnostics) : nil
    }
    let documents: [Document]
    if name.hasSuffix(".json") {
      documents =
        JSONReader.strict.read(bytes, FileContext(path, quotes: false), diagnostics: &diagnostics)
        .map { [$0] }
        ?? []
    } else {
      documents = YAMLReader(schema: .yaml11).read(
        bytes, FileContext(path, quotes: false), diagnostics: &diagnostics)
    }
    guard let text = documents.first?.text else { return nil }
    let file = places.add(text)
    var subjects: [InfraSubject] = []
    for document in documents {
      KubernetesReader.subjects(document.root, file: file, places: &places, into: &subjects)
    }
    return subjects.isEmpty ? nil : subjects
  }

  private static func terraform(
    _ files: [InfraFile], places: inout PlaceTable, _ inspection: inout InfraInspection
  ) -> [InfraSubject] {
    var diagnostics = Diagnostics()
    let tree = TerraformTree(
      files.map { (path: $0.path, bytes: $0.bytes) }, diagnostics: &diagnostics)
    let found = tree.subjects(places: &places, diagnostics: &diagnostics)
    inspection.problems += diagnostics.finish()
    let numbers = Dictionary(
      files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    for note in found.notes {
      inspection.notes.append((numbers[note.path] ?? 0, .unavailable, note.message))
    }
    inspection.secrets += found.secrets
    return found.subjects
  }

  private static func compose(
    _ bytes: [UInt8], path: String, places: inout PlaceTable, diagnostics: inout Diagnostics
  ) -> [InfraSubject]? {
    // Compose reads YAML 1.2, where `22:22` is a text, and merge keys all the same.
    var reader = YAMLReader()
    reader.expandsMergeKeys = true
    var found = Diagnostics()
    let documents = reader.read(bytes, FileContext(path, quotes: false), diagnostics: &found)
    let subject = documents.first.flatMap { document in
      let file = places.add(document.text)
      return ComposeReader.subject(document.root, file: file, places: &places)
    }
    // Mistakes in what is none are another reader's matter.
    if subject != nil || path.contains("compose") {
      for diagnostic in found.finish() { diagnostics.report(diagnostic) }
    }
    return subject.map { [$0] }
  }

  private static func isYAML(_ name: String) -> Bool {
    name.hasSuffix(".yml") || name.hasSuffix(".yaml")
  }

  /// Every Kubernetes object says its version and kind; most files of these formats are something else.
  static func looksLikeObjects(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    // The word is looked for by its one capital letter, which is rare.
    var at = 0
    while at < bytes.count, let hit = findByte(base + at, UInt8(ascii: "V"), bytes.count - at) {
      let start = at + hit - 3
      if start >= 0, start + version.count <= bytes.count,
        memcmp(base + start, version, version.count) == 0
      {
        return find(kind, in: bytes) != nil
      }
      at += hit + 1
    }
    return false
  }

  private static let version = Array("apiVersion".utf8)
  private static let kind = Array("kind".utf8)
}
