import ShrikeMatch

/// Whether a value only stands where a secret would: an example, a variable, a template, a row of the same
/// or of counting characters.
func isPlaceholder(_ value: [UInt8]) -> Bool {
  if value.isEmpty { return true }
  if Set(value).count <= 2 { return true }
  let lowered = value.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  if value.withUnsafeBufferPointer({ placeholderWords.occurs(in: $0) }) { return true }
  if isTemplate(value) { return true }
  // A third of the value in one run of one character: `sk-xxxxxxxxxxxx`, `AKIA0000000000000000`.
  var run = 1
  var longest = 1
  for index in 1..<max(1, value.count) {
    run = lowered[index] == lowered[index - 1] ? run + 1 : 1
    longest = max(longest, run)
  }
  return longest >= 6 && longest * 3 >= value.count || isCounting(value)
}

/// `${NAME}`, `$(command)`, `{{ name }}`, `<name>`, `%NAME%`, `%s`, `#{name}`.
private func isTemplate(_ value: [UInt8]) -> Bool {
  let text = String(decoding: value, as: UTF8.self)
  if text.hasPrefix("$") || text.hasPrefix("#{") { return true }
  if text.contains("${") || text.contains("$(") || text.contains("{{") || text.contains("<%") {
    return true
  }
  if text.hasPrefix("<"), text.hasSuffix(">") { return true }
  if text.hasPrefix("{"), text.hasSuffix("}") { return true }
  if text.hasPrefix("["), text.hasSuffix("]") { return true }
  return text.hasPrefix("%") && (text.hasSuffix("%") || text.count <= 3)
}

/// Characters that mostly follow one another: `12345678`, `abcdefgh`, `0123456789abcdef`.
func isCounting(_ value: [UInt8]) -> Bool {
  guard value.count >= 6 else { return false }
  var steps = 0
  for index in 1..<value.count {
    let a = Int(value[index - 1])
    let b = Int(value[index])
    if b == a + 1 || a == 0x39 && (b == 0x30 || b | 0x20 == 0x61) { steps += 1 }
  }
  return steps * 10 >= (value.count - 1) * 8
}

private let placeholderWords = WordSet([
  "example", "changeme", "change_me", "change-me", "placeholder", "replaceme", "replace_me",
  "replace-me", "your-", "your_", "yourpassword", "yourtoken", "yourkey", "yourapi", "yoursecret",
  "insert", "dummy", "redacted", "xxxx", "****", "....", "____", "todo", "fixme", "not-a-real",
  "notareal", "notreal", "not_real", "fake", "lorem", "sample", "foobar", "deadbeef", "null",
  "undefined", "<your", "secret_here", "token_here", "key_here", "my-secret", "mysecret",
])
