/// An object: its entries sorted by key, each key once.
public final class ObjectBox: Box, @unchecked Sendable {
  public typealias Entry = (key: Value, value: Value)
  public let entries: [Entry]
  /// Something in it is not known.
  @usableFromInline let holdsUnknown: Bool
  /// Entries that may be in it, too.
  let maybe: [Maybe]

  init(sorted entries: [Entry]) {
    self.entries = entries
    maybe = []
    holdsUnknown = Self.holdsUnknown(entries)
  }

  private static func holdsUnknown(_ entries: [Entry]) -> Bool {
    entries.contains { $0.value.holdsUnknown || $0.key.holdsUnknown }
  }

  init(unsorted: [Entry], maybe: [Maybe] = []) {
    var entries = unsorted
    var isSorted = true
    for index in entries.indices.dropFirst()
    where !(entries[index - 1].key < entries[index].key) {
      isSorted = false
      break
    }
    if !isSorted {
      // A stable sort, so that of equal keys the last one is known.
      let order = entries.indices.sorted {
        let order = compare(entries[$0].key, entries[$1].key)
        return order == 0 ? $0 < $1 : order < 0
      }
      var sorted: [Entry] = []
      sorted.reserveCapacity(entries.count)
      for index in order {
        if let last = sorted.last, last.key == entries[index].key { sorted.removeLast() }
        sorted.append(entries[index])
      }
      entries = sorted
    }
    self.entries = entries
    self.maybe = maybe
    holdsUnknown = !maybe.isEmpty || Self.holdsUnknown(entries)
  }

  /// The entry's position, or where it would stand.
  @inlinable
  func position(of key: Value) -> (index: Int, found: Bool) {
    entries.withUnsafeBufferPointer { entries in
      var low = 0
      var high = entries.count
      while low < high {
        let middle = (low + high) >> 1
        let order = compare(entries[middle].key, key)
        if order == 0 { return (middle, true) }
        if order < 0 { low = middle + 1 } else { high = middle }
      }
      return (low, false)
    }
  }

  @inlinable
  public subscript(key: Value) -> Value? {
    let (index, found) = position(of: key)
    return found ? entries[index].value : nil
  }

  public static let empty = ObjectBox(sorted: [])

  /// A copy in which a path of keys leads to a value.
  public func setting(_ path: some Collection<Value>, to value: Value) -> ObjectBox {
    guard let key = path.first else { return self }
    let rest = path.dropFirst()
    if rest.isEmpty { return setting(key, to: value) }
    let inner = self[key]?.object ?? .empty
    return setting(key, to: Value(inner.setting(rest, to: value)))
  }

  /// A copy that holds another object's entries, too; those win, and objects under one key are joined.
  public func joined(with other: ObjectBox) -> ObjectBox { union(self, other) }

  /// A copy with one entry more or changed.
  public func setting(_ key: Value, to value: Value) -> ObjectBox {
    let (index, found) = position(of: key)
    var changed = entries
    if found {
      changed[index].value = value
    } else {
      changed.insert((key, value), at: index)
    }
    return ObjectBox(sorted: changed)
  }

  func removing(_ key: Value) -> ObjectBox {
    let (index, found) = position(of: key)
    guard found else { return self }
    var changed = entries
    changed.remove(at: index)
    return ObjectBox(sorted: changed)
  }
}
