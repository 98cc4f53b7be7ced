import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Compose files: services that a container engine starts together.
///
/// Checks see the file as it is parsed, with `kind` beside it, merge keys and variables resolved, and
/// with what `extends` takes over from services of the same file.
enum ComposeReader {
  /// Whether a file may be one, told without reading it: a line begins with `services:`.
  static func mayRecognize(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.starts(with: services.dropFirst()) || find(services, in: bytes) != nil
  }

  private static let services = Array("\nservices:".utf8)

  /// The subject of a document; nil where no service has an image or is built, as in the many other
  /// files that speak of services.
  static func subject(_ root: Node, file: Int, places: inout PlaceTable) -> InfraSubject? {
    guard root["apiVersion"] == nil, let services = root["services"],
      services.entries.contains(where: { $0.value["image"] != nil || $0.value["build"] != nil })
    else { return nil }
    let read = ComposeVariables.resolving(Value(root, file: file, places: &places))
    guard var object = read.object else { return nil }
    if let services = read["services"], let known = services.object {
      var extensions = ComposeExtensions(known)
      object = object.setting(
        Value("services"), to: Value(extensions.resolved()).at(services.place))
    }
    object = object.setting(Value("kind"), to: Value("compose"))
    let name = root["name"]?.text.map { "/" + $0 } ?? ""
    return InfraSubject(
      kind: .compose, name: "compose" + name, value: Value(object).at(read.place),
      range: root.range)
  }
}
