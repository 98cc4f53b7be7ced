/// What a watched machine leaves behind.
final class Observer {
  /// By mark: how often it was reached.
  private(set) var counts: [Int] = []
  let recorder: ExplanationRecorder?

  init(recorder: ExplanationRecorder? = nil) { self.recorder = recorder }

  func note(_ mark: Int) {
    if mark >= counts.count {
      counts += Array(repeating: 0, count: mark + 1 - counts.count)
    }
    counts[mark] += 1
  }
}

extension Machine {
  /// Goes on behind a mark and tells the observer how far that came.
  func observed(_ step: Step, _ next: Int) -> Bool {
    guard let observer else { return run(next) }
    observer.note(Int(step.a))
    guard let recorder = observer.recorder else { return run(next) }
    let mark = code.program.marks[Int(step.a)]
    switch mark.kind {
    case .body:
      let arity = mark.origin.node < 0 ? 0 : nodes[mark.origin.node].arity
      recorder.enter(mark, arguments: (0..<arity).compactMap { frame[$0] })
      let isDone = run(next)
      recorder.leave(mark)
      return isDone
    case .expression:
      recorder.begin(mark)
      let isDone = run(next)
      if recorder.endsHere(mark), trouble == nil {
        // Rules that the expression asked for are known by now, so this is cheap.
        recorder.fail(mark, mark.shown.map { (shown: $0, value: evaluate($0.code)) })
      }
      return isDone
    case .solution where mark.closure != .none:
      recorder.begin(mark)
      return run(next)
    case .solution:
      recorder.begin(mark)
      let collector = collectors[collectors.count - 1]
      let before = (collector.elements.count, collector.entries.count)
      let isDone = run(next)
      switch steps[next].op {
      case .emitElement where collector.elements.count > before.0:
        recorder.solve(mark, collector.elements.last)
      case .emitEntry where collector.entries.count > before.1:
        recorder.solve(mark, collector.entries.last.map { Value(object: [$0]) })
      case .emitValue where collector.value != nil: recorder.solve(mark, collector.value)
      case .emitPath, .emitBindings: recorder.solve(mark, nil)
      default: if trouble == nil { recorder.fail(mark, []) }
      }
      return isDone
    }
  }
}

extension Machine {
  /// The solutions of a query over a traced policy, and how they came about.
  public func explain(
    _ query: Query, input: Value?, limits: Explanation.Limits = .init()
  ) -> (solutions: Result<[[Value?]], EvaluationError>, explanation: Explanation) {
    let recorder = ExplanationRecorder(policy, query, limits)
    observer = Observer(recorder: recorder)
    defer { observer = nil }
    do throws(EvaluationError) {
      let solutions = try evaluate(query, input: input)
      return (.success(solutions), recorder.finish())
    } catch {
      return (.failure(error), recorder.finish())
    }
  }
}
