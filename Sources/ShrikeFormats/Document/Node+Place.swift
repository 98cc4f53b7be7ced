public import ShrikeText

extension Node {
  /// The frame of any range of the file this node stands in.
  public func frame(_ range: ByteRange) -> Diagnostic.Frame? {
    tree.source.diagnostic(.error, "", "", at: range, label: nil, help: nil).frame
  }
}
