import ShrikeFormats
import ShrikeText

/// *What it finds.* Events that do not exist, activity types and filters an event does not have,
/// times that are none, and defaults of inputs that contradict their type.
/// *Why it matters.* GitHub starts nothing, or refuses the file, without a word in the editor.
extension WorkflowCheck {
  mutating func checkTriggers() {
    for trigger in workflow.triggers ?? [] {
      switch trigger.kind {
      case .webhook(let hook): check(hook, trigger.name)
      case .schedule(let entries): for entry in entries { check(entry) }
      case .dispatch(let inputs): check(inputs, trigger.name)
      case .call(let interface): for input in interface.inputs { check(input) }
      case .repositoryDispatch, .imageVersion: break
      }
    }
  }

  private mutating func check(_ hook: Webhook, _ name: Text) {
    let event = name.value
    guard let types = WebhookEvents.types[event] else {
      let hint = suggestion(for: event, among: WebhookEvents.types.keys.sorted())
      problems.report(
        .events, name.node,
        "there is no event \"\(event)\"" + (hint.map { "; did you mean \"\($0)\"?" } ?? ""))
      return
    }
    if types.isEmpty, !hook.types.isEmpty {
      problems.report(.events, name.node, "\"\(event)\" has no types")
    } else {
      for type in hook.types where !types.contains(type.value) {
        problems.report(
          .events, type.node,
          "\"\(event)\" has no type \"\(type.value)\"; its types are \(types.joined(separator: ", "))"
        )
      }
    }
    if event == "workflow_run", hook.workflows.isEmpty {
      problems.report(.events, name.node, "\"workflow_run\" names no workflow")
    } else if event != "workflow_run", !hook.workflows.isEmpty {
      problems.report(.events, name.node, "only \"workflow_run\" has \"workflows\"")
    }
    let pulls: Set = ["push", "pull_request", "pull_request_target"]
    check(hook.paths, hook.pathsIgnore, event, pulls)
    check(
      hook.branches, hook.branchesIgnore, event, pulls.union(["merge_group", "workflow_run"]))
    check(hook.tags, hook.tagsIgnore, event, ["push"])
  }

  private mutating func check(
    _ filter: Webhook.Filter?, _ ignored: Webhook.Filter?, _ event: String,
    _ available: Set<String>
  ) {
    let given = [filter, ignored].compactMap { $0 }.filter { !$0.patterns.isEmpty }
    if !available.contains(event) {
      for filter in given {
        problems.report(
          .events, filter.key.node,
          "\"\(event)\" has no \"\(filter.key.value)\"; these events do: \(available.sorted().joined(separator: ", "))"
        )
      }
    } else if given.count == 2 {
      let last = given.max { $0.key.node.range.lower < $1.key.node.range.lower } ?? given[1]
      problems.report(
        .events, last.key.node,
        "\"\(given[0].key.value)\" and \"\(given[1].key.value)\" exclude each other; \"!\" negates a pattern"
      )
    }
  }

  private mutating func check(_ entry: ScheduleEntry) {
    switch CronSchedule.parse(entry.cron.value) {
    case .failure(let mistake):
      problems.report(.events, entry.cron.node, "this is no time: \(mistake.message)")
    case .success(let schedule):
      if let seconds = schedule.firstInterval, seconds < CronSchedule.shortestInterval {
        problems.report(
          .events, entry.cron.node,
          "this is every \(seconds) seconds; GitHub starts it every five minutes at most")
      }
    }
    if let zone = entry.timezone, !TimeZoneNames.all.contains(zone.value) {
      problems.report(
        .events, zone.node, "\"\(zone.value)\" is no time zone of the IANA database")
    }
  }

  private mutating func check(_ input: CallInterface.Input) {
    guard let preset = input.preset else { return }
    if !preset.hasExpression {
      check(preset, isNumber: input.kind == .number, input.kind == .boolean)
    }
    if input.isRequired {
      problems.report(
        .events, preset.node, "the input is required, so its default is never used")
    }
  }

  private mutating func check(_ preset: Text, isNumber: Bool, _ isFlag: Bool) {
    if isNumber, Double(preset.value) == nil {
      problems.report(.events, preset.node, "the default of a number is no number")
    } else if isFlag, !["true", "false"].contains(preset.lowercased) {
      problems.report(.events, preset.node, "the default of a boolean is true or false")
    }
  }

  /// https://github.blog/changelog/2025-12-04-actions-workflow-dispatch-workflows-now-support-25-inputs
  private static let inputLimit = 25

  private mutating func check(_ inputs: [DispatchInput], _ name: Text) {
    for input in inputs {
      guard input.kind == .choice else {
        if !input.options.isEmpty {
          problems.report(.events, input.name.node, "only an input of type choice has options")
        }
        if let preset = input.preset {
          check(preset, isNumber: input.kind == .number, input.kind == .boolean)
        }
        continue
      }
      guard !input.options.isEmpty else {
        problems.report(.events, input.name.node, "an input of type choice wants options")
        continue
      }
      var seen: Set<String> = []
      for option in input.options where !seen.insert(option.value).inserted {
        problems.report(.events, option.node, "the option stands there already")
      }
      if let preset = input.preset, !seen.contains(preset.value) {
        problems.report(.events, preset.node, "the default is none of the options")
      }
    }
    if inputs.count > Self.inputLimit {
      problems.report(
        .events, name.node,
        "\(inputs.count) inputs are more than the \(Self.inputLimit) a manual run may have")
    }
  }
}

/// https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
enum WebhookEvents {
  /// The activity types of every event that a workflow can name; none for most.
  static let types: [String: [String]] = {
    let crud = ["created", "edited", "deleted"]
    let marks = ["labeled", "unlabeled", "locked", "unlocked"]
    let pull =
      [
        "assigned", "unassigned", "opened", "edited", "closed", "reopened", "synchronize",
        "converted_to_draft", "enqueued", "dequeued", "milestoned", "demilestoned",
        "ready_for_review", "review_requested", "review_request_removed", "auto_merge_enabled",
        "auto_merge_disabled",
      ] + marks
    return [
      "branch_protection_rule": crud,
      "check_run": ["created", "rerequested", "completed", "requested_action"],
      "check_suite": ["completed"],
      "create": [], "delete": [], "deployment": [], "deployment_status": [],
      "discussion": crud + marks + [
        "transferred", "pinned", "unpinned", "category_changed", "answered", "unanswered",
      ],
      "discussion_comment": crud,
      "fork": [], "gollum": [], "image_version": [],
      "issue_comment": crud,
      "issues": marks + [
        "opened", "edited", "deleted", "transferred", "pinned", "unpinned", "closed", "reopened",
        "assigned", "unassigned", "milestoned", "demilestoned", "typed", "untyped",
      ],
      "label": crud,
      "merge_group": ["checks_requested"],
      "milestone": crud + ["closed", "opened"],
      "page_build": [], "public": [],
      "pull_request": pull,
      "pull_request_review": ["submitted", "edited", "dismissed"],
      "pull_request_review_comment": crud,
      "pull_request_target": pull,
      "push": [],
      "registry_package": ["published", "updated"],
      "release": crud + ["published", "unpublished", "prereleased", "released"],
      "repository_dispatch": [], "schedule": [], "status": [],
      "watch": ["started"],
      "workflow_call": [], "workflow_dispatch": [],
      "workflow_run": ["completed", "requested", "in_progress"],
    ]
  }()
}
