import ShrikeFormats

/// *What it finds.* Values that stand in a row of a matrix twice, and exclusions that exclude nothing.
/// *Why it matters.* The same job runs twice, or one runs that was meant to be left out.
extension WorkflowCheck {
  mutating func checkMatrix(_ job: Job) {
    guard let matrix = job.strategy?.matrix, matrix.expression == nil, !matrix.isScalar else {
      return
    }
    for row in matrix.rows {
      var seen: [Node] = []
      for value in row.values {
        if seen.contains(where: { isEqual($0, value) }) {
          problems.report(
            .matrix, value, "the value stands in \"\(row.name.value)\" already")
        } else {
          seen.append(value)
        }
      }
    }
    checkExclusions(matrix)
  }

  private mutating func checkExclusions(_ matrix: Matrix) {
    guard let exclude = matrix.exclude, !exclude.items.isEmpty else { return }
    if let include = matrix.include,
      include.isScalar || include.items.contains(where: { $0.expression != nil })
    {
      return
    }
    if matrix.rows.isEmpty, matrix.include?.items.isEmpty ?? true {
      problems.report(.matrix, matrix.key, "there is nothing that could be excluded")
      return
    }
    var rows: [String: [Node]] = [:]
    var unknown: Set<String> = []
    for row in matrix.rows {
      if row.isScalar { unknown.insert(row.id) } else { rows[row.id] = row.values }
    }
    for entry in matrix.include?.items.flatMap(\.entries) ?? [] where !unknown.contains(entry.id) {
      if !(rows[entry.id] ?? []).contains(where: { isEqual($0, entry.value) }) {
        rows[entry.id, default: []].append(entry.value)
      }
    }
    for entry in exclude.items.flatMap(\.entries) where !unknown.contains(entry.id) {
      guard let row = rows[entry.id] else {
        problems.report(
          .matrix, entry.key.node, "the matrix has no \"\(entry.key.value)\" to exclude from")
        continue
      }
      if !row.contains(where: { matches($0, entry.value) }) {
        problems.report(
          .matrix, entry.value, "\"\(entry.key.value)\" has no such value to exclude")
      }
    }
  }

  private func value(_ node: Node) -> Node { node.aliasTarget ?? node }

  private func isEqual(_ one: Node, _ other: Node) -> Bool {
    let (one, other) = (value(one), value(other))
    if one.isScalar { return other.isScalar && one.text == other.text }
    guard one.kind == other.kind, one.count == other.count else { return false }
    if one.isSequence { return zip(one.elements, other.elements).allSatisfy { isEqual($0, $1) } }
    let entries = folded(other)
    return folded(one).allSatisfy { name, value in
      entries[name].map { isEqual(value, $0) } ?? false
    }
  }

  /// Whether an exclusion strikes a value: parts of objects will do, and what an expression makes
  /// might.
  private func matches(_ one: Node, _ filter: Node) -> Bool {
    let (one, filter) = (value(one), value(filter))
    if filter.isScalar, Text(filter).hasExpression { return true }
    if one.isScalar {
      return Text(one).hasExpression || filter.isScalar && one.text == filter.text
    }
    guard one.kind == filter.kind else { return false }
    if one.isSequence {
      return one.count == filter.count
        && zip(one.elements, filter.elements).allSatisfy { matches($0, $1) }
    }
    let entries = folded(one)
    return folded(filter).allSatisfy { name, part in
      entries[name].map { matches($0, part) } ?? false
    }
  }

  private func folded(_ mapping: Node) -> [String: Node] {
    var out: [String: Node] = [:]
    for entry in mapping.entries where out[entry.name.lowercased()] == nil {
      out[entry.name.lowercased()] = value(entry.value)
    }
    return out
  }
}
