/// A Jupyter notebook as the text a person sees in it: the lines of sources and text outputs
/// without JSON's quotes and escapes, everything else as it is written, images left out.
///
/// `lineMap` leads back to the file.
/// [nbformat](https://nbformat.readthedocs.io/en/latest/format_description.html) 3 and 4.
public struct Notebook: Sendable {
  /// Objects and arrays in each other; a notebook that goes deeper is read as plain text.
  public static let depthLimit = 200

  public let text: [UInt8]
  public let lineMap: LineMap
  /// Images and other media that were left out.
  public let mediaCount: Int

  /// Nil when the bytes are no notebook in JSON: they are plain text then.
  public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var scanner = NotebookScanner(bytes)
    guard scanner.scan() else { return nil }
    text = scanner.text
    lineMap = scanner.lineMap
    mediaCount = scanner.mediaCount
  }

  public static func recognizes(_ path: String) -> Bool {
    path.utf8.suffix(6).elementsEqual(".ipynb".utf8)
  }
}
