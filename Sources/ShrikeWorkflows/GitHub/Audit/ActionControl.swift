import ShrikeFormats
import ShrikeModel
import ShrikeText

/// What decides whether an action does something, by its inputs.
indirect enum ActionControl: Sendable {
  enum Kind: Sendable {
    case flag
    /// Anything but an empty text.
    case text
    case oneOf([String])
  }
  enum Verdict { case yes, no, perhaps }

  case always
  /// An input that switches it on (or off, with `isOff`); without the input it is `preset`.
  case input(String, Kind, preset: Bool, isOff: Bool = false)
  case all([ActionControl])
  case any([ActionControl])
  case not(ActionControl)
  /// Versions before this one.
  case before(Int)

  func verdict(_ action: Step.ActionUse, _ reference: RepositoryReference) -> Verdict {
    switch self {
    case .always: return .yes
    case .before(let major):
      guard let version = reference.numbers?.first else { return .perhaps }
      return version < major ? .yes : .no
    case .not(let inner):
      switch inner.verdict(action, reference) {
      case .yes: return .no
      case .no: return .yes
      case .perhaps: return .perhaps
      }
    case .all(let parts):
      let verdicts = parts.map { $0.verdict(action, reference) }
      return verdicts.contains(.no) ? .no : verdicts.contains(.perhaps) ? .perhaps : .yes
    case .any(let parts):
      let verdicts = parts.map { $0.verdict(action, reference) }
      return verdicts.contains(.yes) ? .yes : verdicts.contains(.perhaps) ? .perhaps : .no
    case .input(let id, let kind, let preset, let isOff):
      guard let value = action[id]?.value else { return preset ? .yes : .no }
      let isSet: Bool
      switch kind {
      case .flag:
        if value.isExpression { return .perhaps }
        isSet = value.value != "false"
      case .text: isSet = !value.isEmpty
      case .oneOf(let values):
        if value.isExpression { return .perhaps }
        isSet = values.contains(value.value)
      }
      return isSet != isOff ? .yes : .no
    }
  }
}
