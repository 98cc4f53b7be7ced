import ShrikeText

/// A text put together from pieces of a file; every byte still knows where it stands there.
///
/// A Dockerfile's instruction with its continuations struck out, a script in a YAML block, the
/// argument of `sh -c`: what is read in them points into the file all the same.
public struct StitchedText: Sendable {
  public private(set) var bytes: [UInt8] = []
  private(set) var places = PlaceMap()

  public init() {}

  /// The text of a scalar: exact where it stands in the file byte by byte or as a literal block,
  /// else every byte has the place of the whole scalar.
  public init(_ node: Node) {
    node.withText { text in
      if let content = node.contentRange {
        append(text, at: content.lower)
        return
      }
      node.addLines(of: text, to: &places)
      bytes = Array(text)
    }
  }

  public mutating func append(_ piece: UnsafeBufferPointer<UInt8>, at place: Int) {
    guard !piece.isEmpty else { return }
    places.add(bytes.count, place)
    bytes.append(contentsOf: piece)
  }

  @inline(__always)
  public mutating func append(_ byte: UInt8, at place: Int) {
    places.add(bytes.count, place)
    bytes.append(byte)
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// A part of it, which keeps its places.
  public func part(_ range: Range<Int>) -> StitchedText {
    var out = StitchedText()
    out.bytes = Array(bytes[range])
    out.places = places.part(range)
    return out
  }

  /// Where a part of the text stands: from its first byte to its last.
  public func range(_ lower: Int, _ upper: Int) -> ByteRange { places.range(lower, upper) }
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// Offsets in a text to offsets in its file; without pieces they are the same.
struct PlaceMap: Sendable {
  /// Where the pieces begin in the text, ascending, and in the file.
  private var offsets: [Int] = []
  private var places: [Int] = []

  @inline(__always)
  mutating func add(_ offset: Int, _ place: Int) {
    let last = offsets.count - 1
    if last >= 0, place - places[last] == offset - offsets[last] { return }
    offsets.append(offset)
    places.append(place)
  }

  func place(_ offset: Int) -> Int {
    guard !offsets.isEmpty else { return offset }
    let piece = max(0, index(of: offset))
    return places[piece] + offset - offsets[piece]
  }

  /// The end is the end of the last byte, not the place of the byte after it.
  func range(_ lower: Int, _ upper: Int) -> ByteRange {
    guard !offsets.isEmpty else { return ByteRange(lower, upper) }
    let start = place(lower)
    guard upper > lower else { return ByteRange(start, start) }
    return ByteRange(start, place(upper - 1) + 1)
  }

  func part(_ range: Range<Int>) -> PlaceMap {
    var out = PlaceMap()
    guard !offsets.isEmpty else {
      out.add(0, range.lowerBound)
      return out
    }
    var piece = max(0, index(of: range.lowerBound))
    out.add(0, place(range.lowerBound))
    piece += 1
    while piece < offsets.count, offsets[piece] < range.upperBound {
      out.add(offsets[piece] - range.lowerBound, places[piece])
      piece += 1
    }
    return out
  }

  /// The last piece that begins at or before `offset`.
  private func index(of offset: Int) -> Int {
    var low = 0
    var high = offsets.count
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] <= offset { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
