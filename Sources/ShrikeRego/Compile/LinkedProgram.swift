/// A program at fixed addresses, which machines read without counting references.
final class LinkedProgram: @unchecked Sendable {
  // Written in `init`, freed in `deinit`, only read between: safe to share.
  let steps: UnsafeMutablePointer<Step>
  let codes: UnsafeMutablePointer<Code>
  let lists: UnsafeMutablePointer<Int32>
  let constants: UnsafeMutablePointer<Value>
  let nodes: UnsafeMutablePointer<ProgramNode>
  let withs: [[ProgramWith]]
  let nodeCount: Int
  let lookupCount: Int
  let memoCount: Int
  private let constantCount: Int
  let program: Program

  init(_ program: Program) {
    func copy<T>(_ items: [T]) -> UnsafeMutablePointer<T> {
      let pointer = UnsafeMutablePointer<T>.allocate(capacity: max(items.count, 1))
      items.withUnsafeBufferPointer {
        if let base = $0.baseAddress { pointer.initialize(from: base, count: items.count) }
      }
      return pointer
    }
    self.program = program
    steps = copy(program.steps)
    codes = copy(program.codes)
    lists = copy(program.lists)
    constants = copy(program.constants)
    nodes = copy(program.nodes)
    withs = program.withs
    nodeCount = program.nodes.count
    lookupCount = Int(program.lookupCount)
    memoCount = Int(program.memoCount)
    constantCount = program.constants.count
  }

  deinit {
    steps.deallocate()
    codes.deallocate()
    lists.deallocate()
    constants.deinitialize(count: constantCount)
    constants.deallocate()
    nodes.deinitialize(count: nodeCount)
    nodes.deallocate()
  }
}

extension Program {
  /// A copy to which a query's steps are added.
  init(extending linked: LinkedProgram) { self = linked.program }
}
