extension String {
  /// Without white space at both ends.
  public var trimmed: Substring {
    var rest = self[...]
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return rest.drop { $0.isWhitespace }
  }
}
