import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Kubernetes objects in YAML and JSON files; lists are taken apart.
enum KubernetesReader {
  /// Lists within lists.
  private static let depthLimit = 8

  static func subjects(
    _ root: Node, file: Int, places: inout PlaceTable, into subjects: inout [InfraSubject],
    depth: Int = 0
  ) {
    guard let kind = root["kind"]?.string, root["apiVersion"]?.string != nil else { return }
    if kind.hasSuffix("List"), let items = root["items"], items.isSequence, depth < depthLimit {
      for item in items.elements {
        Self.subjects(item, file: file, places: &places, into: &subjects, depth: depth + 1)
      }
      return
    }
    let metadata = root["metadata"]
    let name = metadata?["name"]?.text ?? metadata?["generateName"]?.text ?? ""
    let namespace = metadata?["namespace"]?.text.map { $0 + "/" } ?? ""
    subjects.append(
      InfraSubject(
        kind: .kubernetes, name: "\(namespace)\(kind)/\(name)",
        value: Value(root, file: file, places: &places), range: root.range))
  }
}
