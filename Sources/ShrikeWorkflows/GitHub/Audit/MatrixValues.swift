import ShrikeFormats
import ShrikeModel
import ShrikeText

/// The values a matrix gives: `matrix.os` is `ubuntu-latest`.
struct MatrixValues {
  struct Value {
    /// In lower case: `matrix.os.name`.
    let path: String
    let text: String
    let node: Node

    var isStatic: Bool { Text(node).interpolations.isEmpty }
  }

  private(set) var values: [Value] = []
  /// An expression gives the whole matrix.
  let isOpaque: Bool

  init?(_ job: Job?) {
    guard let matrix = job?.strategy?.matrix else { return nil }
    isOpaque = matrix.isScalar
    for row in matrix.rows {
      if let expression = row.expression {
        values.append(
          Value(path: "matrix.\(row.id)", text: expression.value, node: expression.node))
      }
      for value in row.values { add(value, "matrix.\(row.id)") }
    }
    for entry in (matrix.include?.items ?? []).flatMap(\.entries) {
      add(entry.value, "matrix.\(entry.id)")
    }
    var excluded = MatrixValues()
    for entry in (matrix.exclude?.items ?? []).flatMap(\.entries) {
      excluded.add(entry.value, "matrix.\(entry.id)")
    }
    values.removeAll { value in
      excluded.values.contains { $0.path == value.path && $0.text == value.text }
    }
  }

  private init() { isOpaque = false }

  private mutating func add(_ node: Node, _ path: String) {
    let node = node.aliasTarget ?? node
    switch node.kind {
    case .null: break
    case .sequence: for element in node.elements { add(element, path) }
    case .mapping:
      for entry in node.entries { add(entry.value, "\(path).\(entry.name.lowercased())") }
    default: values.append(Value(path: path, text: node.text ?? "", node: node))
    }
  }

  /// Whether no value at a path comes from an expression.
  func isStatic(_ path: ContextPath) -> Bool {
    !isOpaque && !values.contains { path.matches($0.path) && !$0.isStatic }
  }
}
