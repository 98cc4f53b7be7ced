import Testing

@testable import ShrikeSources

struct PathFilterTests {
  @Test(
    "include and exclude",
    arguments: [
      ([], [], ["a", "b/c"], []),
      (["src/"], [], ["src/a", "src/b/c", "x/src/a"], ["a", "src"]),
      (["/src/**"], [], ["src/a", "src/b/c"], ["x/src/a"]),
      (["*.swift"], [], ["a.swift", "b/c.swift"], ["a.c"]),
      (
        [], ["vendor/", "*.min.js"], ["a.js", "vendor"], ["vendor/a", "x/vendor/b/c", "a.min.js"]
      ),
      ([], ["*.lock", "!keep.lock"], ["keep.lock", "a"], ["b.lock"]),
      (["src/", "!*.md"], ["src/gen/"], ["src/a"], ["src/gen/a", "b"]),
      ([], ["#x"], ["x"], ["#x"]),
    ] as [([String], [String], [String], [String])])
  func admits(include: [String], exclude: [String], taken: [String], left: [String]) {
    let filter = PathFilter(include: include, exclude: exclude)
    for path in taken { #expect(withBytes(path) { filter.admits($0) }, "\(path)") }
    for path in left { #expect(!withBytes(path) { filter.admits($0) }, "\(path)") }
    #expect(filter.isEmpty == (include.isEmpty && exclude.isEmpty))
  }
}
