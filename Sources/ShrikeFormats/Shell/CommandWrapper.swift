/// Commands that run the command behind them.
public enum CommandWrapper {
  /// Options that take the next word, and words that stand before the command.
  private struct Form {
    var options: Set<String> = []
    var operands = 0
  }

  private static let forms: [String: Form] = [
    "sudo": Form(options: ["-u", "-g", "-h", "-p", "-C", "-r", "-t", "-D", "-R", "-T", "-U"]),
    "doas": Form(options: ["-u", "-C"]),
    "env": Form(options: ["-u", "-C", "-S"]),
    "nice": Form(options: ["-n"]),
    "ionice": Form(options: ["-c", "-n"]),
    "nohup": Form(),
    "exec": Form(options: ["-a"]),
    "command": Form(),
    "builtin": Form(),
    "time": Form(options: ["-f", "-o"]),
    "timeout": Form(options: ["-k", "-s"], operands: 1),
    "xargs": Form(options: ["-I", "-n", "-P", "-L", "-d", "-a", "-s", "-E"]),
    "gosu": Form(operands: 1),
    "su-exec": Form(operands: 1),
    "chroot": Form(operands: 1),
    "busybox": Form(),
    "eatmydata": Form(),
    "unbuffer": Form(),
  ]

  /// A word without its folder.
  public static func name(_ word: String) -> String {
    guard !word.utf8.contains(UInt8(ascii: "$")) else { return "" }
    guard let slash = word.utf8.lastIndex(of: UInt8(ascii: "/")) else { return word }
    return String(word[word.utf8.index(after: slash)...])
  }

  /// How far behind the first word the command begins that it runs; nil where it runs none.
  public static func wrapped(_ words: [String]) -> Int? {
    guard let first = words.first, let form = forms[name(first)] else { return nil }
    var index = 1
    var operands = form.operands
    while index < words.count {
      let word = words[index]
      if word == "--" {
        index += 1
        break
      }
      if word.hasPrefix("-"), word.count > 1 {
        index += form.options.contains(word) ? 2 : 1
      } else if word.contains("="), !word.hasPrefix("=") {
        // `env A=1 command`, `sudo A=1 command`
        index += 1
      } else if operands > 0 {
        operands -= 1
        index += 1
      } else {
        break
      }
    }
    return index < words.count ? index : nil
  }
}
