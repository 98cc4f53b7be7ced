import ShrikeFormats
import ShrikeText

/// *What it finds.* Jobs that wait for jobs which are not there, or for each other.
/// *Why it matters.* GitHub refuses the whole workflow.
extension WorkflowCheck {
  mutating func checkNeeds() {
    let jobs = workflow.jobs ?? []
    var edges: [[Int]] = []
    var isComplete = true
    for job in jobs {
      var seen: Set<String> = []
      var needed: [Int] = []
      for need in job.needs {
        let id = need.lowercased
        guard seen.insert(id).inserted || id.isEmpty else {
          problems.report(.needs, need.node, "\"\(need.value)\" is needed already")
          continue
        }
        guard !id.isEmpty, !job.id.isEmpty else { continue }
        if let index = workflow.jobIndex[id] {
          needed.append(index)
        } else {
          problems.report(
            .needs, job.id.node, "the job needs \"\(need.value)\", which is not there")
          isComplete = false
        }
      }
      edges.append(needed)
    }
    guard isComplete, let cycle = Self.cycle(in: edges) else { return }
    // Told where the cycle's first job stands.
    let first = cycle.indices.min {
      jobs[cycle[$0]].id.node.range.lower < jobs[cycle[$1]].id.node.range.lower
    }
    guard let first else { return }
    let ordered = cycle[first...] + cycle[..<first]
    let names = ordered.map { jobs[$0].id.value }
    problems.report(
      .needs, jobs[cycle[first]].id.node,
      "jobs wait for each other: \((names + [names[0]]).joined(separator: " → "))")
  }

  /// The first cycle that a walk in the order of the file closes. Without recursion: a file may chain
  /// thousands of jobs.
  private static func cycle(in edges: [[Int]]) -> [Int]? {
    var isDone = [Bool](repeating: false, count: edges.count)
    var onPath = isDone
    for start in edges.indices where !isDone[start] {
      var path: [(node: Int, next: Int)] = [(start, 0)]
      onPath[start] = true
      while let (node, next) = path.last {
        guard next < edges[node].count else {
          isDone[node] = true
          onPath[node] = false
          path.removeLast()
          continue
        }
        path[path.count - 1].next += 1
        let target = edges[node][next]
        if onPath[target] {
          let from = path.firstIndex { $0.node == target } ?? 0
          return path[from...].map(\.node)
        }
        if !isDone[target] {
          onPath[target] = true
          path.append((target, 0))
        }
      }
    }
    return nil
  }
}
