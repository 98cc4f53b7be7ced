public import ShrikeLedger

/// One finding, in the order in which people ask: what and where, why it matters here, what to do, who and until
/// when, what was said and what happened.
public struct FindingDetailPage: Page {
  public var frame: Frame
  public var detail: FindingDetail
  public var story: FindingStory
  public var people: [String]
  /// How long a risk is accepted when nobody says otherwise.
  public var acceptUntil: Timestamp

  public init(
    frame: Frame, detail: FindingDetail, story: FindingStory, people: [String] = [],
    acceptUntil: Timestamp
  ) {
    self.frame = frame
    self.detail = detail
    self.story = story
    self.people = people
    self.acceptUntil = acceptUntil
  }

  private var row: FindingRow { detail.row }

  public var title: String { "#\(row.number) \(row.title)" }
  public var section: Frame.Section? { .queue }

  public func writeContent(into html: inout HTML) {
    html.element("div", .class("crumbs")) { html in
      html.element("a", .href(Route.queue()), text: "Queue")
      html.literal(" <span aria-hidden=\"true\">/</span> ")
      html.element("a", .href(Route.asset(row.asset)), text: row.asset)
      html.literal(" <span aria-hidden=\"true\">/</span> #")
      html.digits(Int(row.number))
    }
    html.element("h1", .class("finding-title"), text: row.title)
    line(&html)
    html.element("div", .class("columns")) { html in
      html.element("div", .class("story")) { html in
        what(&html)
        why(&html)
        fix(&html)
        occurrences(&html)
        discussion(&html)
        related(&html)
      }
      html.element("aside", .class("side"), .label("Who and until when")) { html in
        acts(&html, prefix: false)
        about(&html)
      }
    }
  }

  /// The short form that stands beside the queue; it loses neither the list nor the place in it.
  public func writePanel(into html: inout HTML) {
    html.element("div", .class("panel-head")) { html in
      html.element("a", .href(Route.finding(row.number))) { html in
        html.literal("#")
        html.digits(Int(row.number))
        html.literal(" whole page")
      }
      html.element("a", .class("panel-close"), .href(frame.here), .data("data-close", "1")) {
        $0.icon(.close)
        $0.literal("<span class=\"sr\">Close panel</span>")
      }
    }
    html.element("h2", .class("finding-title"), text: row.title)
    line(&html)
    what(&html)
    why(&html)
    fix(&html)
    acts(&html, prefix: true)
    discussion(&html)
  }

  // MARK: what and where

  private func line(_ html: inout HTML) {
    html.element("p", .class("meta")) { html in
      html.severity(row.severity)
      html.state(row.state, until: row.until, now: frame.now)
      html.element("a", .href(Route.asset(row.asset)), text: row.asset)
      html.place(row.path, line: row.line, length: 60)
      html.element("span", .class("muted")) { html in
        html.literal("first seen ")
        html.time(row.firstSeen, now: frame.now)
      }
    }
    if row.observed == .unknown {
      html.warning(
        "The last scan did not look at this place: whether it still stands is not known.")
    }
    if let approval = story.approval {
      html.element("div", .class("card pending")) { $0.approval(approval, frame) }
    }
  }

  private func what(_ html: inout HTML) {
    section("What and where", &html) { html in
      html.element("div", .class("prose")) { Markdown(story.message).write(into: &$0) }
      if let code = story.frame {
        html.codeFrame(code)
      } else if let place = detail.occurrences.first, !place.code.isEmpty {
        html.codeFrame(
          CodeFrame(
            path: place.path, firstLine: max(1, place.line), lines: [place.code],
            lit: max(1, place.line)...max(1, place.line), note: place.note))
      } else {
        html.notEvaluated("the scan brought no code of this place")
      }
      if !story.steps.isEmpty { trace(&html) }
    }
  }

  /// Numbered steps, each with its lines; a step's link moves the eye there.
  private func trace(_ html: inout HTML) {
    html.literal("<h3>Path through the code</h3>")
    html.element("ol", .class("trace")) { html in
      for (index, step) in story.steps.enumerated() {
        html.element("li") { html in
          html.element("details", .flag("open", index == 0)) { html in
            html.element("summary") { html in
              html.text(step.words.capitalizedFirst)
              html.literal(" ")
              html.place(step.frame.path, line: step.frame.lit?.lowerBound ?? 0, length: 40)
            }
            html.codeFrame(step.frame, step: index + 1)
          }
        }
      }
    }
  }

  private func occurrences(_ html: inout HTML) {
    guard detail.occurrences.count > 1 else { return }
    section("All places", isLate: true, &html) { html in
      let columns = [
        Column("Place", .main), Column("Branch"), Column("Still there"), Column("Scan"),
      ]
      html.table("Places", columns, detail.occurrences.prefix(50)) { html, place in
        html.cell(columns[0]) { $0.place(place.path, line: place.line, length: 48) }
        html.cell(columns[1], place.ref.isEmpty ? "no branch" : place.ref)
        html.cell(columns[2], place.isPresent ? "yes" : "no longer")
        html.cell(columns[3]) {
          $0.element("a", .href(Route.scan(place.scan)), text: String(place.scan.suffix(6)))
        }
      }
    }
  }

  // MARK: why, what to do

  private func why(_ html: inout HTML) {
    guard !story.reasons.isEmpty else { return }
    section("Why it matters here", &html) { html in
      html.element("ul", .class("reasons")) { html in
        for reason in story.reasons {
          html.element("li", .class(reason.weight.style)) { html in
            html.literal("<b aria-hidden=\"true\">")
            html.literal(reason.weight.sign)
            html.literal("</b><span class=\"sr\">")
            html.text("\(reason.weight.rawValue): ")
            html.literal("</span>")
            html.element("span", text: reason.words)
          }
        }
      }
    }
  }

  private func fix(_ html: inout HTML) {
    guard story.remedy != nil || story.fix != nil || story.lesson != nil else { return }
    section("What to do", &html) { html in
      if let remedy = story.remedy {
        html.element("div", .class("prose")) { Markdown(remedy).write(into: &$0) }
      }
      if let fix = story.fix { html.diff(fix) }
      if let lesson = story.lesson {
        html.element("p") { html in
          html.text("Lesson: ")
          html.reference(lesson)
        }
      }
    }
  }

  // MARK: who

  private func acts(_ html: inout HTML, prefix isPanel: Bool) {
    html.element("section", .class("box")) { html in
      html.element(isPanel ? "h3" : "h2", text: "Who and until when")
      html.element("dl", .class("facts")) { html in
        html.literal("<dt>Owner</dt>")
        html.element("dd") { $0.person(row.owner) }
        html.literal("<dt>Due</dt>")
        html.element("dd") { html in
          html.due(row.due, now: frame.now)
          if let term = detail.term {
            html.element(
              "span", .class("muted"),
              text:
                " \(Words.count(term.days, "day")) for: \(term.reasons.joined(separator: ", "))")
          }
        }
        if !detail.unknownOwners.isEmpty {
          html.literal("<dt>In CODEOWNERS</dt>")
          html.element("dd") { html in
            html.element("span", text: detail.unknownOwners.joined(separator: ", "))
            html.element("span", .class("muted"), text: " nobody here is known by that name")
          }
        }
        html.literal("<dt>Open for</dt>")
        html.element("dd") { $0.age(since: row.openedAt, now: frame.now) }
      }
      guard frame.may(.triage) else { return }
      html.form(frame, Route.act, class: "act stack", back: true) { html in
        html.hidden("finding", String(row.number))
        html.element("div", .class("inline")) { html in
          html.element(
            "label", .class("sr"), .for(isPanel ? "panel-owner" : "owner"), text: "Owner")
          html.owners(isPanel ? "panel-owner" : "owner", people, selected: row.owner)
          html.button("Assign", value: "assign", key: "a")
        }
        html.textArea(
          "Reason, for the record", isPanel ? "panel-reason" : "reason", name: "reason", rows: 2)
        html.element("div", .class("inline")) { html in
          html.element(
            "label", .class("sr"), .for(isPanel ? "panel-until" : "until"), text: "Until")
          html.void(
            "input", .id(isPanel ? "panel-until" : "until"), .type("date"), .name("until"),
            .value(acceptUntil.date))
          html.button(
            "Accept until \(Words.day(acceptUntil, now: frame.now))", value: "accept",
            isPrimary: row.state == .open, key: "r")
        }
        html.element("div", .class("inline")) { html in
          if row.state == .open {
            html.button("False positive", value: "false-positive", key: "f")
            html.button("Not affected", value: "not-affected")
          } else {
            html.button("Reopen", value: "open")
          }
        }
      }
    }
    html.newline()
  }

  private func about(_ html: inout HTML) {
    html.element("section", .class("box")) { html in
      html.literal("<h2>About</h2>")
      html.element("dl", .class("facts")) { html in
        html.literal("<dt>Rule</dt>")
        html.element("dd") { html in
          html.element("a", .href(Route.queue("rule:\(QueryBar.quoted(row.rule))"))) {
            $0.element("code", text: row.rule)
          }
        }
        html.literal("<dt>Tool</dt>")
        html.element("dd", text: row.tool)
        html.literal("<dt>Confidence</dt>")
        html.element("dd", text: row.confidence)
        if !story.references.isEmpty {
          html.literal("<dt>Listed as</dt>")
          html.element("dd") { html in
            for (index, reference) in story.references.enumerated() {
              if index > 0 { html.literal(", ") }
              html.reference(reference)
            }
          }
        }
        html.literal("<dt>Identity</dt>")
        html.element("dd") { $0.element("code", .class("break"), text: row.identity) }
        html.literal("<dt>Ticket</dt>")
        html.element("dd") { html in
          if story.tickets.isEmpty { html.element("span", .class("muted"), text: "none") }
          for (index, ticket) in story.tickets.enumerated() {
            if index > 0 { html.literal("<br>") }
            html.reference(.init(ticket.key, link: ticket.link))
            html.text(" \(ticket.state)")
          }
        }
      }
      if frame.may(.comment), !story.ticketSystems.isEmpty { ticketForm(&html) }
    }
    html.newline()
  }

  private func ticketForm(_ html: inout HTML) {
    html.form(frame, Route.act, class: "act stack", back: true) { html in
      html.hidden("finding", String(row.number))
      if story.ticketSystems.count > 1 {
        html.choice(
          "Ticket system", "ticket-system", name: "system",
          options: story.ticketSystems.map { ($0, $0) })
      } else {
        html.hidden("system", story.ticketSystems.first ?? "")
      }
      html.button("Create a ticket", value: "ticket")
    }
  }

  // MARK: discussion and history

  private func discussion(_ html: inout HTML) {
    section("Discussion and history", isLate: true, &html) { html in
      html.timeline(detail.timeline, now: frame.now)
      guard frame.may(.comment) else { return }
      html.form(frame, Route.act, class: "act stack", back: true) { html in
        html.hidden("finding", String(row.number))
        html.textArea("Comment", "comment", name: "comment", rows: 3)
        html.literal(
          "<p class=\"hint\">Markdown: lists, <code>code</code>, links; <code>@name</code> tells somebody.</p>"
        )
        html.button("Comment", value: "comment", key: "c")
      }
    }
  }

  private func related(_ html: inout HTML) {
    if !story.otherWords.isEmpty {
      section("Other tools on the same line", isLate: true, &html) { html in
        html.element("ul", .class("plain")) { html in
          for word in story.otherWords {
            html.element("li") { html in
              html.element("strong", text: word.tool)
              html.literal(" ")
              html.element("code", text: word.rule)
              html.literal(" ")
              if let number = word.finding {
                html.element("a", .href(Route.finding(number)), text: word.message)
              } else {
                html.text(word.message)
              }
            }
          }
        }
      }
    }
    if !story.related.isEmpty {
      section("Same rule elsewhere", isLate: true, &html) { $0.findings(story.related, frame) }
    }
  }

  /// `isLate`: where there is one column only, it stands behind who and until when.
  private func section(
    _ name: StaticString, isLate: Bool = false, _ html: inout HTML, content: (inout HTML) -> Void
  ) {
    html.element("section", isLate ? .class("late") : .flag("", false)) { html in
      html.element("h2") { $0.literal(name) }
      content(&html)
    }
    html.newline()
  }
}

extension FindingStory.Reason.Weight {
  fileprivate var style: StaticString {
    switch self {
    case .raises: "raises"
    case .lowers: "lowers"
    case .unknown: "unknown"
    }
  }

  fileprivate var sign: StaticString {
    switch self {
    case .raises: "↑"
    case .lowers: "↓"
    case .unknown: "?"
    }
  }
}

extension HTML {
  mutating func reference(_ reference: FindingStory.Reference) {
    if let link = reference.link {
      external(link, reference.name)
    } else {
      text(reference.name)
    }
  }
}
