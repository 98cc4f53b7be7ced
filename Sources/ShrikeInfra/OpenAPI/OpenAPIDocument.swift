import ShrikeFormats
import ShrikeRego
import ShrikeText

/// Documents that describe an HTTP interface: OpenAPI 3 and Swagger 2, handed to the checks as they are
/// written; a `$ref` stays what it is.
enum OpenAPIDocument {
  /// Whether a document says its version and has paths, or (since 3.1) webhooks.
  static func recognizes(_ root: Node) -> Bool {
    guard root.isMapping, (root["openapi"] ?? root["swagger"])?.isScalar ?? false else {
      return false
    }
    return root["paths"]?.isMapping ?? false || root["webhooks"]?.isMapping ?? false
  }

  static func subject(_ root: Node, file: Int, places: inout PlaceTable) -> InfraSubject {
    let title = root["info"]?["title"]?.string ?? ""
    return InfraSubject(
      kind: .openapi, name: title.isEmpty ? "openapi" : "openapi/\(title)",
      value: Value(root, file: file, places: &places), range: root.range)
  }
}
