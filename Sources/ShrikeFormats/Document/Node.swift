import ShrikeText

/// A place in a `Document` and what stands there. Two words; accessors that do not fit the kind
/// give nil.
public struct Node: Sendable {
  public enum Kind: UInt8, Sendable {
    case null, bool, integer, float, string
    /// TOML's date-times, dates and times, as they are written.
    case dateTime
    case sequence, mapping
  }

  let tree: Tree
  let index: UInt32

  @inline(__always)
  init(_ tree: Tree, _ index: UInt32) {
    self.tree = tree
    self.index = index
  }

  /// Its number in the file.
  public var id: UInt32 { index }
  var record: NodeRecord { tree.records[Int(index)] }

  public var kind: Kind { record.kind }
  /// Where it stands, quotes and brackets, tag and anchor included; a TOML table from its header
  /// (or first key) to the end of its last descendant.
  public var range: ByteRange { ByteRange(Int(record.lower), Int(record.upper)) }
  public var isNull: Bool { kind == .null }
  public var isMapping: Bool { kind == .mapping }
  public var isSequence: Bool { kind == .sequence }
  public var isScalar: Bool { record.isScalar }
  /// YAML's explicit tag: `!Ref`, `tag:yaml.org,2002:binary`.
  public var tag: String? { tree.tags[index] }
  /// The anchored node of which this YAML alias is a copy with its own place; its children are
  /// shared.
  public var aliasTarget: Node? { tree.aliases[index].map { Node(tree, $0) } }
  /// The name of YAML's `&anchor`.
  public var anchor: String? { tree.anchors.isEmpty ? nil : tree.anchors[index] }
  /// Of an alias that stands within the node it means (`YAMLReader.keepsRecursiveAliases`): that
  /// node. The alias itself reads as null.
  public var recursionTarget: Node? {
    tree.recursions.isEmpty ? nil : tree.recursions[index].map { Node(tree, $0) }
  }
  /// Written as YAML's `|` or `>`.
  public var isBlock: Bool { record.flags & (NodeRecord.literal | NodeRecord.folded) != 0 }
  /// Written as YAML's `|`.
  public var isLiteral: Bool { record.flags & NodeRecord.literal != 0 }
  /// Written in quotes or as a block: what a template or a shell will see as one word.
  public var isQuoted: Bool { record.flags & NodeRecord.quoted != 0 }

  // MARK: scalars

  /// The value of a string.
  public var string: String? { kind == .string ? text : nil }
  /// Any scalar's text: a string's value, everything else as it is written (`0x1F`, `Yes`,
  /// `1e400`).
  public var text: String? {
    let record = record
    return record.isScalar ? tree.withText(of: record) { String(bytes: $0) } : nil
  }
  /// The value of an integer that fits 64 bits.
  public var int: Int? {
    let record = record
    guard record.kind == .integer else { return nil }
    return tree.withText(of: record) { integerValue($0, tree.dialect) }
  }
  /// The value of a float or an integer, rounded to the nearest; nil where a finite number is too
  /// large.
  public var double: Double? {
    let record = record
    guard record.kind == .float || record.kind == .integer else { return nil }
    return tree.withText(of: record) { doubleValue($0, tree.dialect) }
  }
  public var bool: Bool? { kind == .bool ? record.flags & NodeRecord.isTrue != 0 : nil }
  public var dateTime: String? { kind == .dateTime ? text : nil }

  /// A scalar's text without making a `String`; nil for containers.
  public func withText<R>(_ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R? {
    let record = record
    return record.isScalar ? try tree.withText(of: record, body) : nil
  }

  /// Where a scalar's text stands byte by byte, without quotes; nil where escapes, folding or
  /// indentation make it differ from the file.
  public var contentRange: ByteRange? {
    let record = record
    guard record.isScalar, record.flags & NodeRecord.inArena == 0 else { return nil }
    return ByteRange(Int(record.a), Int(record.a) + Int(record.b))
  }

  // MARK: containers

  /// Number of elements or entries; 0 for scalars.
  public var count: Int { record.isScalar ? 0 : Int(record.b) }

  /// The value of a mapping's key. A key that is no string is found by its text. Large mappings
  /// (more than 16 entries) are hashed.
  public subscript(key: String) -> Node? {
    let record = record
    guard record.kind == .mapping else { return nil }
    var key = key
    return key.withUTF8 { tree.value(forKey: $0, in: record) }.map { Node(tree, $0) }
  }

  public subscript(position: Int) -> Node? {
    let record = record
    guard record.kind == .sequence, position >= 0, position < Int(record.b) else { return nil }
    return Node(tree, tree.edges[Int(record.a) + position])
  }

  /// A mapping's entries in the order of the file; empty for other kinds.
  public var entries: Entries { Entries(tree: tree, record: record) }
  /// A sequence's elements; empty for other kinds.
  public var elements: Elements { Elements(tree: tree, record: record) }
  /// The elements of a sequence that holds nothing but strings.
  public var strings: [String]? {
    guard kind == .sequence else { return nil }
    var out: [String] = []
    out.reserveCapacity(count)
    for element in elements {
      guard let string = element.string else { return nil }
      out.append(string)
    }
    return out
  }

  public func diagnostic(
    _ level: Diagnostic.Level, _ code: String, _ message: String, label: String? = nil,
    help: String? = nil
  ) -> Diagnostic {
    tree.source.diagnostic(level, code, message, at: range, label: label, help: help)
  }

  /// An entry of a mapping; the key is a node with a place like any other.
  public struct Entry: Sendable {
    public let key: Node
    public let value: Node
    /// The key's text; empty for a YAML key that is a container.
    public var name: String { key.text ?? "" }
    /// From the key to the end of the value.
    public var range: ByteRange {
      ByteRange(key.range.lower, max(key.range.upper, value.range.upper))
    }
  }

  public struct Entries: RandomAccessCollection, Sendable {
    let tree: Tree
    let first: Int
    public let count: Int

    init(tree: Tree, record: NodeRecord) {
      self.tree = tree
      first = Int(record.a)
      count = record.kind == .mapping ? Int(record.b) : 0
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(position: Int) -> Entry {
      Entry(
        key: Node(tree, tree.edges[first + 2 * position]),
        value: Node(tree, tree.edges[first + 2 * position + 1]))
    }
  }

  public struct Elements: RandomAccessCollection, Sendable {
    let tree: Tree
    let first: Int
    public let count: Int

    init(tree: Tree, record: NodeRecord) {
      self.tree = tree
      first = Int(record.a)
      count = record.kind == .sequence ? Int(record.b) : 0
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { count }
    public subscript(position: Int) -> Node { Node(tree, tree.edges[first + position]) }
  }
}
