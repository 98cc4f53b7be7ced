import ShrikeRego

extension Value {
  /// The value where another one stands.
  ///
  /// Not inlined: Swift 6.3 leaves a broken module behind where the optimiser mixes the place of one value
  /// into the making of another ("PHI node operands are not the same type as the result").
  @inline(never)
  func placed(like other: Value) -> Value { at(other.place) }
}
