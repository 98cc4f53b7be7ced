/// Scans whose elements an equation picks out: `some a in xs; some b in ys; a.k == b.k`.
///
/// The scan of `ys` becomes a step that finds the elements by what stands under `k`, see
/// `Machine+Lookups`. The equation stays where it is, so a lookup may give too much but never too
/// little. Between the scan and the equation nothing may stand that could end in an error: that error
/// must come up whether the equation holds or not.
extension BodyCompiler {
  /// Steps that are looked at behind a scan, so that compiling takes as long as a body is long.
  private static let reach = 32

  mutating func withLookups(_ body: [Step]) -> [Step] {
    var body = body
    for index in body.indices where body[index].op == .scan && body[index].b >= 0 {
      guard let (path, probe) = selection(body[index...]) else { continue }
      body[index].op = .lookUp
      body[index].d = program.list([program.lookupCount, probe] + path)
      program.lookupCount += 1
    }
    return body
  }

  /// The keys that lead from an element to one side of an equation, and the code of the other side, which is
  /// the same for all elements.
  private func selection(_ body: ArraySlice<Step>) -> (path: [Int32], probe: Int32)? {
    guard let scan = body.first else { return nil }
    // Slots that have a value only once there is an element, and what those are of it.
    var late: Set<Int32> = [scan.a, scan.b]
    var paths: [Int32: [Int32]] = [scan.b: []]
    for step in body.dropFirst().prefix(Self.reach) {
      switch step.op {
      case .isArray, .isObject: break
      case .scan, .lookUp:
        guard program.isQuiet(step.c) else { return nil }
        late.formUnion([step.a, step.b])
      case .bind:
        guard program.isQuiet(step.b) else { return nil }
        late.insert(step.a)
        paths[step.a] = program.path(step.b, paths)
      case .equal:
        for (side, other) in [(step.a, step.b), (step.b, step.a)] {
          if let path = program.path(side, paths), program.isProbe(other, late) {
            return (path, other)
          }
        }
        guard program.isQuiet(step.a), program.isQuiet(step.b) else { return nil }
      case .test:
        guard program.isQuiet(step.a) || isComparison(step.a) else { return nil }
      default: return nil
      }
    }
    return nil
  }

  /// `<`, `in` and the like, which have a value for whatever they are handed.
  private func isComparison(_ code: Int32) -> Bool {
    let call = program.codes[Int(code)]
    guard call.op == .builtin, Self.comparisons.contains(builtins[Int(call.a)].name) else {
      return false
    }
    let list = Int(call.b)
    return program.lists[list + 1...list + Int(program.lists[list])].allSatisfy {
      program.isQuiet($0)
    }
  }

  private static let comparisons: Set = ["neq", "lt", "lte", "gt", "gte", "internal.member_2"]
}

extension Program {
  /// Looking at it can neither fail nor take long.
  fileprivate func isQuiet(_ index: Int32) -> Bool {
    let code = codes[Int(index)]
    return switch code.op {
    case .constant, .local, .input, .inputPath, .dataPath: true
    case .dot: isQuiet(code.a) && isQuiet(code.b)
    case .dotConstant: isQuiet(code.a)
    default: false
    }
  }

  /// A rule's value is quiet once it is known, which the machine asks.
  fileprivate func isProbe(_ index: Int32, _ late: Set<Int32>) -> Bool {
    codes[Int(index)].op == .node || isQuiet(index) && !reads(index, late)
  }

  private func reads(_ index: Int32, _ slots: Set<Int32>) -> Bool {
    let code = codes[Int(index)]
    return switch code.op {
    case .local: slots.contains(code.a)
    case .dot: reads(code.a, slots) || reads(code.b, slots)
    case .dotConstant: reads(code.a, slots)
    default: false
    }
  }

  /// The constant keys that lead to a code's value from the element, where it is a part of it.
  fileprivate func path(_ index: Int32, _ paths: [Int32: [Int32]]) -> [Int32]? {
    var code = codes[Int(index)]
    var keys: [Int32] = []
    while code.op == .dotConstant {
      keys.append(code.b)
      code = codes[Int(code.a)]
    }
    guard code.op == .local, let start = paths[code.a] else { return nil }
    return start + keys.reversed()
  }
}
