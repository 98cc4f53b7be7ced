public import ShrikeText

/// How a finding goes away: changes of its file that need no thought.
///
/// A fix is offered only where it keeps what the file does for everybody but an attacker.
public struct Fix: Sendable, Hashable {
  /// One replacement.
  public struct Edit: Sendable, Hashable {
    /// In the bytes of the file; empty where text is only put in.
    public var range: ByteRange
    public var text: String

    public init(_ range: ByteRange, _ text: String) {
      self.range = range
      self.text = text
    }
  }

  /// What is done, for a list: 'set persist-credentials: false'.
  public var title: String
  /// All of them together, in any order; they do not overlap.
  public var edits: [Edit]

  public init(_ title: String, _ edits: [Edit]) {
    self.title = title
    self.edits = edits
  }

  /// The file with the fix in it; nil where an edit stands outside of it or overlaps another.
  ///
  /// Texts put in at the same place follow each other in the order of `edits`.
  public func applied(to bytes: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + edits.reduce(0) { $0 + $1.text.utf8.count })
    var at = 0
    let order = edits.indices.sorted {
      (edits[$0].range.lower, $0) < (edits[$1].range.lower, $1)
    }
    for index in order {
      let edit = edits[index]
      guard edit.range.lower >= at, edit.range.upper >= edit.range.lower,
        edit.range.upper <= bytes.count
      else { return nil }
      out += bytes[at..<edit.range.lower]
      out += edit.text.utf8
      at = edit.range.upper
    }
    out += bytes[at...]
    return out
  }
}
