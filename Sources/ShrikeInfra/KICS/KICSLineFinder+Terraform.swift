import ShrikeFormats
import ShrikeText

extension KICSLineFinder {
  /// The line of a search key in a Terraform file: as in others, but keys may end in `[0]` or `["name"]`,
  /// which names an element or a block.
  func terraformLine(of searchKey: String, in file: HCLFile) -> Int? {
    var key = searchKey
    // A number that was formatted as text.
    while let open = key.range(of: "[%!s(int="),
      let close = key.range(of: ")]", after: open.upperBound)
    {
      key.replaceSubrange(close, with: "]")
      key.replaceSubrange(open, with: "[")
    }
    let parts = key.split { $0 == "." || $0 == "/" }.map { String($0) }
    var current = 0
    var found = false
    for part in parts {
      let (first, second, line) = terraformTexts(part, file, current)
      if let line, line != 0 {
        current = line
        continue
      }
      guard let next = best(Array(first.utf8), Array(second.utf8), from: current) else { break }
      current = next
      found = true
    }
    guard found else { return nil }
    // A finding stands in a block.
    let isInBlock = file.body.blocks.contains { block in
      let start = file.position(of: block.typeRange.lower).line
      let end = file.position(of: block.range.upper).line
      return current + 1 >= start && current + 1 <= end
    }
    return isInBlock ? current + 1 : nil
  }

  private func terraformTexts(
    _ part: String, _ file: HCLFile, _ current: Int
  ) -> (String, String, line: Int?) {
    if part.hasSuffix("]"), let open = part.firstIndex(of: "["), open > part.startIndex,
      let close = part.lastIndex(of: "]")
    {
      let base = String(part[..<open])
      var inner = String(part[part.index(after: open)..<close])
      while let first = inner.first, first == "\"" || first == "'" { inner.removeFirst() }
      while let last = inner.last, last == "\"" || last == "'" { inner.removeLast() }
      if inner.hasPrefix("{{"), inner.hasSuffix("}}") {
        inner = String(inner.dropFirst(2).dropLast(2))
      }
      if let index = Int(inner) {
        let line = element(index, of: base, in: file, at: current)
        return (base, "", line)
      }
      return (base, inner, nil)
    }
    guard let equals = part.firstIndex(of: "=") else { return (String(part.trimmed), "", nil) }
    return (
      String(String(part[..<equals]).trimmed),
      String(String(part[part.index(after: equals)...]).trimmed), nil
    )
  }

  /// The line, from 0, of an element of a list or of one of several blocks.
  private func element(_ index: Int, of name: String, in file: HCLFile, at current: Int) -> Int? {
    for block in file.body.blocks {
      let start = file.position(of: block.typeRange.lower).line
      let end = file.position(of: block.range.upper).line
      guard current + 1 >= start, current + 1 <= end else { continue }
      if let line = element(index, of: name, in: block.body, file), line > 0 { return line }
    }
    return element(index, of: name, in: file.body, file)
  }

  private func element(_ index: Int, of name: String, in body: HCLBody, _ file: HCLFile) -> Int? {
    if case .tuple(let elements)? = body[name]?.value.kind, index < elements.count {
      return file.position(of: elements[index].range.lower).line - 1
    }
    let blocks = body.blocks(name)
    if index < blocks.count { return file.position(of: blocks[index].typeRange.lower).line - 1 }
    for block in body.blocks {
      if let line = element(index, of: name, in: block.body, file), line > 0 { return line }
    }
    return nil
  }
}
