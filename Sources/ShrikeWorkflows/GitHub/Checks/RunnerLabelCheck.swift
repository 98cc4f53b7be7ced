import ShrikeFormats
import ShrikeText

/// *What it finds.* Labels of runners that GitHub does not offer, and labels no one runner can have.
/// *Why it matters.* The job waits for a runner that never comes.
///
/// https://docs.github.com/en/actions/reference/runners/github-hosted-runners
extension WorkflowCheck {
  mutating func checkRunnerLabels(_ job: Job) {
    guard let runner = job.runsOn else { return }
    let matrix = job.strategy?.matrix
    var chosen: [(system: RunnerSystems, label: Text)] = []
    let labels = runner.expression.map { [$0] } ?? runner.labels
    for label in labels {
      let values = label.hasExpression ? values(of: label, in: matrix) : [label]
      var found: [(system: RunnerSystems, label: Text)] = []
      for value in values {
        let system = systems(of: value)
        guard labels.count > 1 || runner.expression != nil, !system.isEmpty else { continue }
        if let other = chosen.first(where: { $0.system.isDisjoint(with: system) }) {
          problems.report(
            .runnerLabel, value.node,
            "no runner is both \"\(value.value)\" and \"\(other.label.value)\"; a matrix runs the job on each"
          )
        } else {
          found.append((system, value))
        }
      }
      chosen += found
    }
  }

  private mutating func systems(of label: Text) -> RunnerSystems {
    let name = label.lowercased
    if let systems = RunnerSystems.labels[name] { return systems }
    if !["self-hosted", "x64", "arm", "arm64"].contains(name) {
      let hint = suggestion(for: name, among: RunnerSystems.labels.keys.sorted())
      problems.report(
        .runnerLabel, label.node,
        "GitHub has no runner \"\(label.value)\"" + (hint.map { "; did you mean \"\($0)\"?" } ?? "")
      )
    }
    return []
  }

  /// The values of `${{ matrix.name }}`, as far as they are written down.
  private func values(of label: Text, in matrix: Matrix?) -> [Text] {
    guard let matrix, label.isExpression,
      case .property(let receiver, let name)? = label.interpolations.first?.expression?.kind,
      case .context("matrix") = receiver.kind
    else { return [] }
    let row = matrix.rows.first { $0.id == name }?.values ?? []
    let included = (matrix.include?.items ?? []).flatMap { $0.entries }.filter { $0.id == name }
    return (row + included.map(\.value)).filter { $0.isScalar }.map { Text($0) }
      .filter { !$0.hasExpression }
  }
}

/// The systems a label stands for.
struct RunnerSystems: OptionSet {
  let rawValue: UInt32

  static let labels: [String: RunnerSystems] = {
    // Every line is one system; labels on it mean that system.
    let lines = [
      "ubuntu-22.04 ubuntu-22.04-arm",
      "ubuntu-24.04 ubuntu-24.04-arm ubuntu-slim ubuntu-latest ubuntu-latest-4-cores ubuntu-latest-8-cores ubuntu-latest-16-cores",
      "macos-14", "macos-14-large", "macos-14-xlarge",
      "macos-15 macos-latest", "macos-15-intel", "macos-15-large macos-latest-large",
      "macos-15-xlarge macos-latest-xlarge",
      "macos-26", "macos-26-intel", "macos-26-large", "macos-26-xlarge",
      "windows-2022 windows-latest windows-latest-8-cores", "windows-2025",
      "windows-2025-vs2026", "windows-11-arm",
    ]
    var out: [String: RunnerSystems] = ["linux": [], "macos": [], "windows": []]
    for (number, line) in lines.enumerated() {
      let system = RunnerSystems(rawValue: 1 << UInt32(number))
      for label in line.split(separator: " ") { out[String(label)] = system }
      let family =
        line.hasPrefix("ubuntu") ? "linux" : line.hasPrefix("macos") ? "macos" : "windows"
      out[family]?.formUnion(system)
    }
    return out
  }()
}
