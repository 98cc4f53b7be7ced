import ShrikeModel

/// What was decided about a weakness, in the words that VEX has for it.
///
/// Only a VEX statement says that something is not affected. Every other waiver says that the weakness is there and is
/// borne: to call that `not_affected` would tell customers what nobody has found out.
enum WeaknessDecision: Hashable {
  case notAffected(Grounds)
  case fixed
  /// It is there; what is done about it, a sentence.
  case affected(action: String)

  enum Grounds: Hashable {
    case justification(Justification)
    /// In a person's words.
    case impact(String)
  }

  /// Why a product is not affected: CISA's "Status Justifications".
  enum Justification: String, Hashable {
    case componentNotPresent = "component_not_present"
    case codeNotPresent = "vulnerable_code_not_present"
    case codeNotInExecutePath = "vulnerable_code_not_in_execute_path"
    case codeNotControllable = "vulnerable_code_cannot_be_controlled_by_adversary"
    case mitigated = "inline_mitigations_already_exist"
  }
}

extension Finding {
  /// Nil where nobody decided: an open finding, and one that only a baseline knows.
  var weaknessDecision: WeaknessDecision? {
    if let waiver = waivers.first(where: { $0.source == .vex }) {
      if statedSeverity == "fixed" { return .fixed }
      if case .text(let word) = properties["justification"],
        let justification = WeaknessDecision.Justification(rawValue: word)
      {
        return .notAffected(.justification(justification))
      }
      return .notAffected(.impact(waiver.reason?.nonEmpty ?? "A VEX statement says so."))
    }
    guard let waiver = decidingWaiver else { return nil }
    var action = waiver.until.map { "The risk is accepted until \($0)" } ?? "No action is planned"
    if let reason = waiver.reason?.nonEmpty { action += ": \(reason)" }
    return .affected(action: action)
  }

  /// Who decided, where and until when.
  var decisionNotes: String? {
    (waivers.first { $0.source == .vex } ?? decidingWaiver).map(\.words)
  }

  private var decidingWaiver: Waiver? { waivers.first { $0.source != .baseline } }
}
