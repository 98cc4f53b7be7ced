import ShrikeText

/// Reads POSIX shell, and what scripts use of bash, into a `ShellScript`.
///
/// Nothing stops it: what cannot be read becomes a broken node and a diagnostic, and the rest is
/// read on. One pass; here-documents, substitutions and the constant argument of `sh -c` included.
public struct ShellReader: Sendable {
  /// `depth` bounds commands, substitutions and quotes within each other.
  public var limits: FormatLimits = {
    var limits = FormatLimits.standard
    limits.depth = ShellParser.depthLimit
    return limits
  }()

  public init() {}

  /// A script that is a file of its own. Nil where it is too large or in UTF-32.
  public func read(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> ShellScript? {
    guard
      let (source, start) = DecodedText.tolerated(
        bytes, context, limits, area: "shell", &diagnostics)
    else { return nil }
    return source.text.bytes.withUnsafeBufferPointer { bytes in
      var parser = ShellParser(bytes, from: start, PlaceMap(), depthLimit: limits.depth)
      return finish(&parser, source, &diagnostics)
    }
  }

  /// A script that is a scalar of a document, as `run:` has it; ranges point into its file.
  public func read(_ node: Node, diagnostics: inout Diagnostics) -> ShellScript {
    read(StitchedText(node), in: node.tree.source, diagnostics: &diagnostics)
  }

  func read(
    _ text: StitchedText, in source: SourceText, diagnostics: inout Diagnostics
  ) -> ShellScript {
    text.bytes.withUnsafeBufferPointer { bytes in
      var parser = ShellParser(bytes, from: 0, text.places, depthLimit: limits.depth)
      return finish(&parser, source, &diagnostics)
    }
  }

  private func finish(
    _ parser: inout ShellParser, _ source: SourceText, _ diagnostics: inout Diagnostics
  ) -> ShellScript {
    let script = parser.script()
    for problem in parser.problems.sorted(by: { $0.range.lower < $1.range.lower }) {
      source.report(problem, to: &diagnostics)
    }
    return script
  }
}
