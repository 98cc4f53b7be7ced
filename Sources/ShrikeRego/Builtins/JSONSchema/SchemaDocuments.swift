/// A schema's text with every `$ref` as seen from its place, and what those may lead to: whole documents and parts
/// with a name of their own. Nothing outside of the schema is ever asked for.
struct SchemaDocuments {
  /// By address; the schema itself has none.
  private var documents: [String: Value] = [:]

  /// The schema with every `$ref` as seen from its place.
  mutating func take(_ schema: Value) throws(BuiltinError) -> Value {
    guard let base = WebAddress("") else { throw .failure("schema is invalid") }
    let resolved = resolvingReferences(schema, base)
    documents[""] = resolved
    return resolved
  }

  /// The same for a part; notes what has an id of its own.
  private mutating func resolvingReferences(_ value: Value, _ base: WebAddress) -> Value {
    if let elements = value.array?.elements {
      return Value(array: elements.map { resolvingReferences($0, base) })
    }
    guard let object = value.object else { return value }
    var here = base
    var name: String?
    if let id = (object["id"] ?? object["$id"])?.string, let address = WebAddress(id) {
      here = base.resolving(address)
      name = here.text()
      if let name {
        if documents[name] != nil { return value }
        documents[name] = value
      }
    }
    var entries = object.entries
    for index in entries.indices {
      let (key, child) = entries[index]
      switch key.string {
      case "$ref":
        if let address = child.string.flatMap({ WebAddress($0) }) {
          entries[index].value = Value(here.resolving(address).text())
        }
      case "const", "enum": break
      case "properties", "dependencies", "patternProperties":
        // Names of the policy's own, which may look like keywords.
        guard let children = child.object else { break }
        entries[index].value = Value(
          ObjectBox(sorted: children.entries.map { ($0.key, resolvingReferences($0.value, here)) }))
      default: entries[index].value = resolvingReferences(child, here)
      }
    }
    let resolved = Value(ObjectBox(sorted: entries))
    if let name { documents[name] = resolved }
    return resolved
  }

  /// What a reference leads to, as `take` wrote it.
  func document(at reference: String) throws(BuiltinError) -> Value {
    if let document = documents[reference] { return document }
    guard let address = WebAddress(reference) else {
      throw .failure("\(reference) is no address")
    }
    guard let document = documents[address.text(withFragment: false)] else {
      guard !address.scheme.isEmpty else {
        throw .failure("Reference \(reference) must be canonical")
      }
      throw .failure("Reference \(reference) leads out of the schema; nothing is fetched")
    }
    return try pointed(address.fragment, in: document)
  }

  private func pointed(_ pointer: [UInt8], in document: Value) throws(BuiltinError) -> Value {
    guard pointer.first == 0x2F else { return document }
    var value = document
    for step in pointer.dropFirst().split(separator: 0x2F, omittingEmptySubsequences: false) {
      let key = jsonPath(Value(utf8: step))?.first ?? Value("")
      let text = key.string ?? ""
      if let object = value.object {
        guard let next = object[key] else { throw .failure("Object has no key '\(text)'") }
        value = next
      } else if let elements = value.array?.elements {
        guard let index = Int(text) else { throw .failure("Invalid array index '\(text)'") }
        guard elements.indices ~= index else {
          throw .failure("Out of bound array[0,\(elements.count)] index '\(index)'")
        }
        value = elements[index]
      } else {
        throw .failure("Invalid token reference '\(text)'")
      }
    }
    return value
  }
}
