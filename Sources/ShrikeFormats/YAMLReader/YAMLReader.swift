internal import CYAMLEvents
import ShrikeText

/// Reads YAML through libyaml's events: files of one or many documents, every node with its place.
///
/// A syntax error ends the reading with one diagnostic; the documents before it are given.
/// Duplicate keys are warnings (the last value wins). Aliases are copies with a place of their own
/// that share their target's children, so a document is never cyclic, and may stand for so many
/// nodes in all (`FormatLimits.aliasedNodes`): walking a document costs no more than that.
///
/// Ranges: a collection ends at its last child (a flow collection at its bracket), a block scalar
/// at its last line that is not empty.
public struct YAMLReader: Sendable {
  /// How plain scalars become values.
  public enum Schema: Sendable {
    /// `yes`, `on` and `off` are booleans, `010` is 8, `1:30` is 90, `1_000` is 1000. `y` and `n`
    /// and dates stay strings, as in the readers people use.
    case yaml11
    /// The core schema of YAML 1.2: `true` and `false`, `0o10`, `0x1F`.
    case core12
  }

  /// libyaml looks at every open flow bracket for every event; a file may cost so many looks (about
  /// a second). Files people write cost some per event.
  public static let flowWorkLimit = 100_000_000

  public var schema: Schema
  /// `<<` brings in the entries of the mappings it names, before the mapping's own, which win.
  public var expandsMergeKeys: Bool
  /// Every entry stays, in the order of the file, also one whose key came before; look-ups find the
  /// first. For checkers, which tell of it themselves.
  public var keepsDuplicateKeys = false
  /// An alias within the node it means is read as null (`Node.recursionTarget`), not as an error.
  public var keepsRecursiveAliases = false
  public var limits = FormatLimits.standard

  /// Merge keys are part of 1.1; tools that read 1.2 and still expand them set the switch.
  public init(schema: Schema = .core12) {
    self.schema = schema
    expandsMergeKeys = schema == .yaml11
  }

  /// All documents of a file, up to a syntax error; none for an empty file.
  public func read(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> [Document] {
    guard
      let (source, start) = DecodedText.checked(
        bytes, context, limits, area: "yaml", &diagnostics)
    else { return [] }
    return source.text.bytes.withUnsafeBufferPointer { bytes in
      var composer = YAMLComposer(bytes, from: start, self)
      composer.run()
      for problem in composer.problems { source.report(problem, to: &diagnostics) }
      let roots = composer.roots
      let builder = composer.finish()
      source.reportDuplicates(builder.duplicates, "yaml", to: &diagnostics)
      for range in builder.badMerges {
        source.report(
          Problem(
            "yaml.merge", "a merge key wants a mapping or a list of mappings", at: range,
            level: .warning), to: &diagnostics)
      }
      let tree = Tree(builder, source)
      return roots.map { Document(tree, root: $0) }
    }
  }

  /// The one document of a configuration file: nil after an error; the root of an empty file is
  /// null; further documents are reported and left out.
  public func readSingle(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> Document? {
    let errors = diagnostics.errorCount
    let documents = read(bytes, context, diagnostics: &diagnostics)
    guard diagnostics.errorCount == errors else { return nil }
    guard let first = documents.first else {
      var builder = TreeBuilder(dialect, source: UnsafeBufferPointer(start: nil, count: 0))
      let root = builder.add(NodeRecord(.null, lower: 0, upper: 0))
      return Document(Tree(builder, SourceText(DecodedText(bytes).bytes, context)), root: root)
    }
    if documents.count > 1 {
      diagnostics.report(
        documents[1].root.diagnostic(
          .warning, "yaml.documents", "only the first document of this file is read"))
    }
    return first
  }

  var dialect: Dialect { schema == .yaml11 ? .yaml11 : .yaml12 }
}
