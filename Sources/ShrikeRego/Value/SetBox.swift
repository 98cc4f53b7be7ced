/// A set: its elements sorted, each once.
public final class SetBox: Box, @unchecked Sendable {
  public let elements: [Value]
  /// Something in it is not known.
  @usableFromInline let holdsUnknown: Bool
  /// Elements that may be in it, too.
  let maybe: [Maybe]

  init(sorted elements: [Value]) {
    self.elements = elements
    maybe = []
    holdsUnknown = elements.contains(where: \.holdsUnknown)
  }

  init(unsorted: [Value], maybe: [Maybe] = []) {
    var elements = unsorted
    var isSorted = true
    for index in elements.indices.dropFirst() where !(elements[index - 1] < elements[index]) {
      isSorted = false
      break
    }
    if !isSorted {
      elements.sort()
      var kept: [Value] = []
      kept.reserveCapacity(elements.count)
      for element in elements where kept.last != element { kept.append(element) }
      elements = kept
    }
    self.elements = elements
    self.maybe = maybe
    holdsUnknown = !maybe.isEmpty || elements.contains(where: \.holdsUnknown)
  }

  /// The element that equals a value.
  @inlinable
  public func find(_ value: Value) -> Value? {
    elements.withUnsafeBufferPointer { elements in
      var low = 0
      var high = elements.count
      while low < high {
        let middle = (low + high) >> 1
        let order = compare(elements[middle], value)
        if order == 0 { return elements[middle] }
        if order < 0 { low = middle + 1 } else { high = middle }
      }
      return nil
    }
  }
}
