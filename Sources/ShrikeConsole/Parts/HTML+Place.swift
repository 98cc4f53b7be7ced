extension HTML {
  /// A file and line, its middle cut where it is long; whole on hover. Line 0 means the whole file.
  public mutating func place(_ path: String, line: Int, length: Int = 34) {
    let whole = line > 0 ? "\(path):\(line)" : path
    let cut = Words.cut(path: path, to: length)
    element("code", .class("place"), cut == path ? .flag("", false) : .title(whole)) { html in
      html.text(cut)
      if line > 0 {
        html.literal("<span class=\"line\">:")
        html.digits(line)
        html.literal("</span>")
      }
    }
  }

  /// The same for a column: shorter, and without parts of its own.
  mutating func shortPlace(_ path: String, line: Int) {
    let cut = Words.cutShort(path: path, to: 16)
    element("code", cut == path ? .flag("", false) : .title(Words.cut(path: path, to: 300))) {
      html in
      html.text(cut)
      if line > 0 {
        html.literal(":")
        html.digits(line)
      }
    }
  }

  /// The first digits of a commit, whole on hover.
  public mutating func commit(_ commit: String?) {
    guard let commit, !commit.isEmpty else {
      element("span", .class("muted"), text: "no commit")
      return
    }
    element("code", .title(commit), text: String(commit.prefix(10)))
  }
}
