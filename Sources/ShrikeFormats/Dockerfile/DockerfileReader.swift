import ShrikeText

/// Reads a Dockerfile by BuildKit's grammar (frontend/dockerfile/parser; "Dockerfile reference").
///
/// A broken instruction brings a diagnostic and is kept as far as it was understood; the ones after
/// it are read on. What RUN and its like run is read as shell, with places in the Dockerfile.
public struct DockerfileReader: Sendable {
  public var limits = FormatLimits.standard

  public init() {}

  /// Nil where the file is too large or in an encoding that is not read.
  public func read(
    _ bytes: [UInt8], _ context: FileContext, diagnostics: inout Diagnostics
  ) -> Dockerfile? {
    guard
      let (source, start) = DecodedText.tolerated(
        bytes, context, limits, area: "dockerfile", &diagnostics)
    else { return nil }
    var file = source.text.bytes.withUnsafeBufferPointer { bytes in
      var parser = DockerParser(bytes, from: start, source)
      parser.run()
      for problem in parser.problems.sorted(by: { $0.range.lower < $1.range.lower }) {
        source.report(problem, to: &diagnostics)
      }
      return Dockerfile(
        source: source, directives: parser.directives, escape: parser.escape,
        comments: parser.comments, instructions: parser.instructions)
    }
    file.resolve()
    return file
  }
}
