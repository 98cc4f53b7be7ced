import CVectorscan
import Glibc
public import ShrikeText

/// Many expressions in one pass over a text: reports, for each, where its matches may end.
///
/// `@unchecked Sendable`: a Vectorscan database is read-only once it is compiled or deserialized and may be
/// used by any number of threads, each with its own scratch (Hyperscan developer reference, "Scratch Space").
public final class PatternSet: @unchecked Sendable {
  let database: OpaquePointer

  private init(_ database: OpaquePointer) { self.database = database }

  deinit { hs_free_database(database) }

  /// An expression in the automaton's syntax; `id` is what `scan` reports.
  public struct Entry: Sendable {
    public var id: UInt32
    public var source: String

    public init(id: UInt32, source: String) {
      self.id = id
      self.source = source
    }
  }

  /// Compiles the entries; the ids of those that Vectorscan refuses are returned, and no entry of theirs
  /// takes part.
  public static func compile(_ entries: [Entry]) -> (set: PatternSet?, refused: [UInt32]) {
    var entries = entries
    var refused: [UInt32] = []
    while !entries.isEmpty {
      let culprit: UInt32
      switch attempt(entries) {
      case .compiled(let database): return (PatternSet(database), refused)
      case .refused(let index) where entries.indices.contains(index): culprit = entries[index].id
      case .refused, .failed:
        // Too much in all, and Vectorscan does not say of what: the longest goes.
        let longest = entries.max { $0.source.utf8.count < $1.source.utf8.count }
        culprit = longest?.id ?? entries[0].id
      }
      refused.append(culprit)
      entries.removeAll { $0.id == culprit }
    }
    return (nil, refused)
  }

  private enum Attempt {
    case compiled(OpaquePointer)
    case refused(Int)
    case failed
  }

  private static func attempt(_ entries: [Entry]) -> Attempt {
    var strings: [UnsafeMutablePointer<CChar>?] = entries.map { strdup($0.source) }
    defer { for string in strings { free(string) } }
    let flags = [UInt32](repeating: 0, count: entries.count)
    let ids = entries.map(\.id)
    var database: OpaquePointer?
    var failure: UnsafeMutablePointer<hs_compile_error_t>?
    let status = strings.withUnsafeMutableBufferPointer { strings in
      strings.withMemoryRebound(to: UnsafePointer<CChar>?.self) { sources in
        hs_compile_multi(
          sources.baseAddress, flags, ids, UInt32(entries.count), UInt32(HS_MODE_BLOCK), nil,
          &database, &failure)
      }
    }
    if status == HS_SUCCESS, let database { return .compiled(database) }
    let index = failure.map { Int($0.pointee.expression) } ?? -1
    hs_free_compile_error(failure)
    return index >= 0 ? .refused(index) : .failed
  }

  /// The database as bytes that hold on this kind of processor and this version of Vectorscan.
  public func serialized() -> [UInt8]? {
    var bytes: UnsafeMutablePointer<CChar>?
    var length = 0
    guard hs_serialize_database(database, &bytes, &length) == HS_SUCCESS, let bytes else {
      return nil
    }
    defer { free(bytes) }
    return Array(UnsafeRawBufferPointer(start: bytes, count: length))
  }

  public static func deserialize(_ bytes: UnsafeRawBufferPointer) -> PatternSet? {
    var database: OpaquePointer?
    let status = hs_deserialize_database(
      bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, &database)
    guard status == HS_SUCCESS, let database else { return nil }
    return PatternSet(database)
  }

  /// What a serialized database depends on besides its expressions.
  public static var platform: String {
    var info = hs_platform_info_t()
    hs_populate_platform(&info)
    let version = hs_version().map { String(cString: $0) } ?? "?"
    return "\(version)/\(info.tune)/\(info.cpu_features)"
  }
}

/// A stretch in which matches of one expression may begin, both ends included.
public struct Segment: Sendable, Hashable {
  public var id: UInt32
  public var lower: Int
  public var upper: Int

  public init(id: UInt32, lower: Int, upper: Int) {
    self.id = id
    self.lower = lower
    self.upper = upper
  }
}

/// The memory a scan works in; one for each worker and set, never shared.
public final class SetScratch {
  /// Longest text of one call: the automaton counts in 32 bits.
  public static let textLimit = Int(Int32.max)

  private let scratch: OpaquePointer
  private let set: PatternSet
  private let state: UnsafeMutablePointer<SegmentState>

  /// `reaches[id]` says where matches begin, seen from the end of what is reported for the expression.
  public init(_ set: PatternSet, reaches: [Pattern.Reach]) throws(EngineError) {
    var scratch: OpaquePointer?
    guard hs_alloc_scratch(set.database, &scratch) == HS_SUCCESS, let scratch else {
      throw EngineError(.library, "no memory for the pattern automaton")
    }
    self.scratch = scratch
    self.set = set
    state = .allocate(capacity: 1)
    state.initialize(to: SegmentState(reaches: reaches))
  }

  deinit {
    hs_free_scratch(scratch)
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Passes over the text once. The segments come ordered by expression, then by place; those of one
  /// expression neither overlap nor touch. False when the text is too long.
  ///
  /// `ascii` says that no byte is 0x80 or above: segments are then a good part shorter.
  public func scan(
    _ text: UnsafeBufferPointer<UInt8>, ascii: Bool, into segments: inout [Segment]
  ) -> Bool {
    segments.removeAll(keepingCapacity: true)
    state.pointee.ascii = ascii
    guard let base = text.baseAddress, text.count <= Self.textLimit else { return text.isEmpty }
    let status = base.withMemoryRebound(to: CChar.self, capacity: text.count) { characters in
      hs_scan(
        set.database, characters, UInt32(text.count), 0, scratch,
        { id, _, end, _, context in
          context?.assumingMemoryBound(to: SegmentState.self).pointee.add(id, Int(end))
          return 0
        }, state)
    }
    state.pointee.take(into: &segments, limit: text.count)
    return status == HS_SUCCESS
  }
}

/// Collects the reported ends; merging at once keeps memory to the number of separate places.
private struct SegmentState {
  /// Twice as many as there are expressions: any text's, then ASCII's.
  let reaches: [(back: Int, near: Int)]
  var ascii = false
  let everywhere: [Bool]
  var last: [Int32]
  var segments: [Segment] = []

  init(reaches: [Pattern.Reach]) {
    self.reaches =
      reaches.map { ($0.back ?? Int.max, $0.near) }
      + reaches.map { ($0.asciiBack ?? Int.max, $0.near) }
    everywhere = reaches.map(\.isEverywhere)
    last = [Int32](repeating: -1, count: reaches.count)
  }

  mutating func add(_ id: UInt32, _ end: Int) {
    // An automaton out of a file may know expressions that its rules do not.
    guard Int(id) < last.count else { return }
    let index = Int(last[Int(id)])
    if everywhere[Int(id)] {
      if index < 0 {
        last[Int(id)] = Int32(truncatingIfNeeded: segments.count)
        segments.append(Segment(id: id, lower: 0, upper: Int.max))
      }
      return
    }
    let reach = reaches[ascii ? everywhere.count + Int(id) : Int(id)]
    let lower = reach.back >= end ? 0 : end - reach.back
    let upper = end - reach.near
    // The text before the report is too short for a match.
    if upper < 0 { return }
    if index >= 0, lower <= segments[index].upper {
      if upper > segments[index].upper { segments[index].upper = upper }
      if lower < segments[index].lower { segments[index].lower = lower }
      return
    }
    last[Int(id)] = Int32(truncatingIfNeeded: segments.count)
    segments.append(Segment(id: id, lower: lower, upper: upper))
  }

  mutating func take(into out: inout [Segment], limit: Int) {
    for segment in segments { last[Int(segment.id)] = -1 }
    swap(&out, &segments)
    for index in out.indices where out[index].upper > limit { out[index].upper = limit }
    if out.count > 1 { out.sort { ($0.id, $0.lower) < ($1.id, $1.lower) } }
    segments.removeAll(keepingCapacity: true)
  }
}
