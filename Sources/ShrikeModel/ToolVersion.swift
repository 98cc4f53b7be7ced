/// Shrike's own version (semver.org).
public enum ToolVersion {
  public static let current = "0.1.0"
}
