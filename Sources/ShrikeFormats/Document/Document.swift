import ShrikeText

/// One document of a file as a tree whose every node knows its place: YAML, JSON and TOML alike.
///
/// Copies share one immutable tree of flat arrays: 20 bytes a node and 4 an edge, scalars as slices
/// of the file's bytes. A 50 MB JSON file takes about 150 MB beside its bytes.
public struct Document: Sendable {
  let tree: Tree
  public let root: Node

  init(_ tree: Tree, root: UInt32) {
    self.tree = tree
    self.root = Node(tree, root)
  }

  /// The file as UTF-8, which all ranges count in: of UTF-16 input its UTF-8 form.
  public var text: DiagnosedText { tree.source.text }
  /// All nodes of the file, its other documents included.
  public var nodeCount: Int { tree.records.count }

  /// Every node that has an anchor, in the order of the file.
  public var anchored: [Node] { tree.anchors.keys.sorted().map { Node(tree, $0) } }
  /// The anchored nodes that aliases stand for.
  public var aliased: [Node] {
    Set(tree.aliases.values).union(tree.recursions.values).sorted().map { Node(tree, $0) }
  }
  /// The aliases within the node they mean, as `YAMLReader.keepsRecursiveAliases` keeps them.
  public var recursions: [Node] { tree.recursions.keys.sorted().map { Node(tree, $0) } }

  /// Line and column of a byte offset in this document's text.
  public func position(of offset: Int) -> SourcePosition {
    let place = text.bytes.withUnsafeBufferPointer { text.lines.position(of: offset, in: $0) }
    let origin = tree.source.origin
    return SourcePosition(
      line: place.line + origin.line - 1,
      column: place.line == 1 ? place.column + origin.column - 1 : place.column)
  }

  /// A diagnostic that points anywhere into this file.
  public func diagnostic(
    _ level: Diagnostic.Level, _ code: String, _ message: String, at range: ByteRange,
    label: String? = nil, help: String? = nil
  ) -> Diagnostic {
    tree.source.diagnostic(level, code, message, at: range, label: label, help: help)
  }
}

/// Which rules a scalar's text is read by.
enum Dialect: Sendable { case json, toml, yaml11, yaml12 }

/// The storage behind documents: immutable once built.
final class Tree: Sendable {
  let source: SourceText
  let dialect: Dialect
  let records: [NodeRecord]
  /// Children of containers, one run a container: elements, or keys and values in turn; after a
  /// large mapping's run stands its hash table.
  let edges: [UInt32]
  /// Text of scalars that do not stand in the file byte by byte.
  let arena: [UInt8]
  let tags: [UInt32: String]
  /// The node that an alias stands for.
  let aliases: [UInt32: UInt32]
  let anchors: [UInt32: String]
  /// Of aliases within the node they mean.
  let recursions: [UInt32: UInt32]

  init(_ builder: consuming TreeBuilder, _ source: SourceText) {
    self.source = source
    dialect = builder.dialect
    tags = builder.tags
    aliases = builder.aliases
    anchors = builder.anchors
    recursions = builder.recursions
    records = builder.records
    edges = builder.edges
    arena = builder.arena
  }

  @inline(__always)
  func withText<R>(of record: NodeRecord, _ body: (UnsafeBufferPointer<UInt8>) throws -> R)
    rethrows -> R
  {
    let bytes = record.flags & NodeRecord.inArena != 0 ? arena : source.text.bytes
    return try bytes.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[Int(record.a)..<Int(record.a) + Int(record.b)]))
    }
  }

  func value(forKey key: UnsafeBufferPointer<UInt8>, in mapping: NodeRecord) -> UInt32? {
    let first = Int(mapping.a)
    let count = Int(mapping.b)
    if mapping.flags & NodeRecord.hashed != 0 {
      let slots = KeyTable.slots(count)
      let table = first + 2 * count
      var slot = KeyTable.hash(key) & (slots - 1)
      while edges[table + slot] != 0 {
        let entry = first + 2 * Int(edges[table + slot] - 1)
        if isKey(edges[entry], equalTo: key) { return edges[entry + 1] }
        slot = (slot + 1) & (slots - 1)
      }
      return nil
    }
    for entry in stride(from: first, to: first + 2 * count, by: 2)
    where isKey(edges[entry], equalTo: key) {
      return edges[entry + 1]
    }
    return nil
  }

  private func isKey(_ node: UInt32, equalTo key: UnsafeBufferPointer<UInt8>) -> Bool {
    let record = records[Int(node)]
    guard record.isScalar, Int(record.b) == key.count else { return false }
    return withText(of: record) { sameBytes($0, key) }
  }
}

/// One node, 20 bytes.
struct NodeRecord {
  static let inArena: UInt8 = 1
  /// A mapping with a hash table behind its edges.
  static let hashed: UInt8 = 2
  static let alias: UInt8 = 4
  /// Written in quotes or as a block.
  static let quoted: UInt8 = 8
  static let isTrue: UInt8 = 16
  /// YAML's `|`.
  static let literal: UInt8 = 32
  /// YAML's `>`.
  static let folded: UInt8 = 64

  var kind: Node.Kind
  var flags: UInt8
  var lower: UInt32
  var upper: UInt32
  /// A scalar's text: offset and length. A container's edges: first, and count of elements or
  /// entries.
  var a: UInt32
  var b: UInt32

  @inline(__always)
  init(_ kind: Node.Kind, flags: UInt8 = 0, lower: Int, upper: Int, a: Int = 0, b: Int = 0) {
    self.kind = kind
    self.flags = flags
    self.lower = UInt32(truncatingIfNeeded: lower)
    self.upper = UInt32(truncatingIfNeeded: upper)
    self.a = UInt32(truncatingIfNeeded: a)
    self.b = UInt32(truncatingIfNeeded: b)
  }

  @inline(__always)
  var isScalar: Bool { kind.rawValue < Node.Kind.sequence.rawValue }
}
