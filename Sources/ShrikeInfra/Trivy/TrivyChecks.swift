public import ShrikeRego

/// Trivy's checks for Kubernetes and Dockerfiles, run as they are.
public enum TrivyChecks {
  /// The language's built-ins together with those Trivy adds.
  /// - Parameter findsSecret: what a text's secret is called; nil where it holds none.
  public static func builtins(findsSecret: @escaping @Sendable (String) -> String? = { _ in nil })
    -> BuiltinTable
  {
    .standard.adding(TrivyBuiltins.all(findsSecret: findsSecret))
  }
}
