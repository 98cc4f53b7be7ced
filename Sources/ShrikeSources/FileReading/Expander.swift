import Glibc
import ShrikeModel
import ShrikeText

/// Turns the bytes of a file, wherever they come from, into fragments: text as it is, UTF-16 as
/// UTF-8, archives entry by entry, notebooks cell by cell. What is not handed out is said in
/// `skips`.
///
/// One a worker; it keeps its buffers from file to file.
public struct Expander {
  public var limits: ReadLimits
  /// Where UTF-16 and notebooks are decoded to.
  private var scratch: [UInt8] = []

  public init(limits: ReadLimits = ReadLimits()) { self.limits = limits }

  /// What belongs to a file and all that is inside it.
  struct Origin {
    var symlink: String?
    var commit: CommitInfo?
  }

  /// Hands out what can be read in `bytes`, the content of the file at `path`.
  public mutating func expand(
    path: String, bytes: UnsafeBufferPointer<UInt8>, symlink: String? = nil,
    commit: CommitInfo? = nil, into body: (Fragment) -> Void, skips: inout [Skip]
  ) {
    var budget = ArchiveBudget(limits)
    expand(
      path: path, name: path, bytes: bytes, Origin(symlink: symlink, commit: commit), depth: 0,
      &budget, into: body, skips: &skips)
  }

  /// `name` tells what kind of file it is, where that is not the path a person reads; `depth`
  /// counts the archives around it.
  mutating func expand(
    path: String, name: String, bytes: UnsafeBufferPointer<UInt8>, _ origin: Origin, depth: Int,
    _ budget: inout ArchiveBudget, into body: (Fragment) -> Void, skips: inout [Skip]
  ) {
    switch Content(bytes) {
    case .empty: return
    case .binary: skips.append(Skip(path, .binary))
    case .lfsPointer: skips.append(Skip(path, .lfsPointer))
    case .archive(let kind):
      open(
        .memory(bytes), kind, path: path, name: name, origin, depth: depth, &budget, into: body,
        skips: &skips)
    case .text(let mark):
      hand(
        UnsafeBufferPointer(rebasing: bytes[mark...]), path: path, name: name, origin, into: body,
        skips: &skips)
    case .wide(let encoding, let mark):
      // Taken out, so that `self` is free while the text is handed out.
      var text = scratch
      scratch = []
      encoding.decode(UnsafeBufferPointer(rebasing: bytes[mark...]), into: &text)
      text.withUnsafeBufferPointer {
        if !$0.isEmpty {
          hand($0, path: path, name: name, origin, into: body, skips: &skips)
        }
      }
      keep(text)
    }
  }

  private mutating func hand(
    _ text: UnsafeBufferPointer<UInt8>, path: String, name: String, _ origin: Origin,
    into body: (Fragment) -> Void, skips: inout [Skip]
  ) {
    if Notebook.recognizes(name), let notebook = Notebook(text) {
      if notebook.mediaCount > 0 {
        let noun = notebook.mediaCount == 1 ? "image" : "images"
        skips.append(Skip(path, .binary, "\(notebook.mediaCount) \(noun) in the notebook"))
      }
      notebook.text.withUnsafeBufferPointer {
        body(
          Fragment(
            path: path, bytes: $0, commit: origin.commit, symlink: origin.symlink,
            lineMap: notebook.lineMap, isASCII: isASCII($0)))
      }
      return
    }
    body(
      Fragment(
        path: path, bytes: text, commit: origin.commit, symlink: origin.symlink,
        isASCII: isASCII(text)))
  }

  private mutating func keep(_ buffer: [UInt8]) {
    if buffer.capacity <= ByteBuffer.keptCapacity { scratch = buffer }
  }
}
