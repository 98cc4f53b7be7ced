public import ShrikeFormats
public import ShrikeText

/// Where the values of an evaluation stand: each file's nodes by the number their values carry.
public struct PlaceTable: Sendable {
  public struct Entry: Sendable, Hashable {
    /// The file's number in this table.
    public let file: Int
    public let range: ByteRange
  }

  public private(set) var files: [DiagnosedText] = []
  private var entries: [(file: UInt32, lower: UInt32, upper: UInt32)] = []

  public init() {}

  public mutating func add(_ file: DiagnosedText) -> Int {
    files.append(file)
    return files.count - 1
  }

  /// The number of a place; 0 when the table is full.
  public mutating func add(file: Int, _ range: ByteRange) -> UInt32 {
    guard entries.count < Int(UInt32.max) - 1 else { return 0 }
    entries.append(
      (
        UInt32(truncatingIfNeeded: file), UInt32(truncatingIfNeeded: range.lower),
        UInt32(truncatingIfNeeded: range.upper)
      ))
    return UInt32(entries.count)
  }

  public subscript(place: UInt32) -> Entry? {
    guard place > 0, Int(place) <= entries.count else { return nil }
    let entry = entries[Int(place) - 1]
    return Entry(file: Int(entry.file), range: ByteRange(Int(entry.lower), Int(entry.upper)))
  }

  /// Where a value stands: it, or the first part of it that has a place.
  public func find(_ value: Value) -> Entry? {
    if let entry = self[value.place] { return entry }
    if let elements = value.elements {
      for element in elements { if let entry = find(element) { return entry } }
    }
    for entry in value.object?.entries ?? [] {
      if let found = find(entry.value) { return found }
    }
    return nil
  }
}

extension Value {
  /// A document's value, each part with its place. Keys that are no texts become texts, as JSON has
  /// them; YAML's dates stay texts.
  public init(_ node: Node, file: Int, places: inout PlaceTable) {
    let place = places.add(file: file, node.range)
    switch node.kind {
    case .mapping:
      var entries: [ObjectBox.Entry] = []
      entries.reserveCapacity(node.count)
      for entry in node.entries {
        entries.append((Value(entry.name), Value(entry.value, file: file, places: &places)))
      }
      self = Value(object: entries).at(place)
    case .sequence:
      self = Value(array: node.elements.map { Value($0, file: file, places: &places) }).at(place)
    case .null: self = Value.null.at(place)
    case .bool: self = Value(node.bool ?? false).at(place)
    case .integer:
      if let int = node.int {
        self = Value(int).at(place)
      } else {
        let big = node.withText { Value(numberText: $0) } ?? nil
        self = (big ?? Value(node.text ?? "")).at(place)
      }
    case .float:
      self = (node.double.flatMap { Value($0) } ?? Value(node.text ?? "")).at(place)
    case .string, .dateTime: self = Value(node.text ?? "").at(place)
    }
  }
}
