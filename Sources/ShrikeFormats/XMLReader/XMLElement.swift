/// An element of an XML file, or nothing: what is not there has no text and no children, so a way
/// through a report is written without questions.
///
/// Its members are never inlined: readers of reports ask them thousands of times, and each copy is code to be built.
public struct XMLElement: Sendable {
  let tree: XMLTree
  let index: Int

  /// False for what was asked for and is not there.
  public var exists: Bool { index >= 0 }
  /// Without its prefix.
  public var name: String { exists ? tree.records[index].name : "" }
  /// The line its start tag ends on, 0 for nothing.
  public var line: Int { exists ? tree.records[index].line : 0 }
  /// Its own text without that of its children, blanks around it taken off.
  @inline(never)
  public var text: String { exists ? tree.records[index].text.trimmed : "" }
  /// The same with its blanks, for formats that cut a text into pieces.
  public var content: String { exists ? tree.records[index].text : "" }
  /// Its text without blanks around it, nil where it is empty.
  public var word: String? {
    let text = text
    return text.isEmpty ? nil : text
  }
  /// All text below, in the order of the file.
  @inline(never)
  public var allText: String {
    guard exists else { return "" }
    var parts = [text]
    for child in children { parts.append(child.allText) }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The first child of the name.
  @inline(never)
  public subscript(name: String) -> XMLElement {
    guard exists else { return self }
    let found = tree.records[index].children.first { tree.records[$0].name == name }
    return XMLElement(tree: tree, index: found ?? -1)
  }

  /// The value of an attribute, by its name without prefix.
  @inline(never)
  public func attribute(_ name: String) -> String? {
    guard exists else { return nil }
    return tree.records[index].attributes.first { $0.name == name }?.value
  }

  public var attributes: [(name: String, value: String)] {
    exists ? tree.records[index].attributes : []
  }

  @inline(never)
  public var children: [XMLElement] {
    exists ? tree.records[index].children.map { XMLElement(tree: tree, index: $0) } : []
  }

  /// The children of the name.
  @inline(never)
  public func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }

  /// Every element of the name at any depth, in the order of the file.
  @inline(never)
  public func descendants(_ name: String) -> [XMLElement] {
    guard exists else { return [] }
    // Records stand in the order of their start tags: a subtree is a run of them.
    return (index + 1..<tree.records[index].end).lazy
      .filter { tree.records[$0].name == name }
      .map { XMLElement(tree: tree, index: $0) }
  }
}

/// The storage behind elements: immutable once built.
final class XMLTree: Sendable {
  struct Record: Sendable {
    let name: String
    let line: Int
    let attributes: [(name: String, value: String)]
    var text = ""
    var children: [Int] = []
    /// One past the last record of its subtree.
    var end = 0
  }

  let records: [Record]

  init(_ records: [Record]) { self.records = records }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    let bytes = utf8
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }),
      let last = bytes.lastIndex(where: { $0 > 0x20 })
    else { return "" }
    return String(self[first...last])
  }
}
