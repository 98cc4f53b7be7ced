import Glibc
import ShrikeModel
import ShrikeText

/// One walk of a work tree: the path on the way down, the rules that hold there, what was found.
struct Walk {
  /// What holds for all that lies in a folder.
  private struct Context {
    /// A rule ignores the folder: only tracked files count.
    var isIgnored = false
    /// The filters, as bits, that include the folder or one above it.
    var included: UInt64
    var depth = 0
    /// Length of the repository's path, with its slash.
    var root = 0
    var tracked: (any TrackedPathSet)?
  }

  private struct Entry {
    var name: Int
    var count: Int
    var type: UInt8
  }

  private(set) var listing: WorkTree.Listing
  private let options: WorkTree.Options
  private var rules: IgnoreStack
  /// Those of the options, then those of the folders on the way down.
  private var filters: PathFilters
  /// From the repository's root; folders end in a slash, a NUL is put behind when the system is
  /// asked.
  private var path: [UInt8] = []
  /// Bytes of the path above the folder that was asked for.
  private var scope = 0
  /// Entries of all folders on the way down, a folder's after its parent's.
  private var entries: [Entry] = []
  private var names: [UInt8] = []

  init(folder: String, options: WorkTree.Options) {
    listing = WorkTree.Listing(files: FileList(folder: folder))
    self.options = options
    rules = IgnoreStack()
    filters = options.filters
  }

  /// Lists the open folder; the stream is closed by the caller.
  mutating func run(_ stream: OpaquePointer) {
    let descriptor = dirfd(stream)
    var components: [String] = []
    if let repository = options.repository, let root = resolvedPath(repository),
      let folder = resolvedPath(listing.files.folder)
    {
      let base = root == "/" ? "/" : root + "/"
      if folder != root, folder.hasPrefix(base) {
        components = folder.dropFirst(base.count).split(separator: "/").map(String.init)
      }
    }
    enterRoot(descriptor, components)
    let context = Context(
      included: filters.includingEverything | filtersOfScope(), tracked: options.tracked)
    visit(stream, context, isRoot: true)
  }

  /// Loads the rules that hold above the folder: `.git/info/exclude`, the ignore files down to it.
  private mutating func enterRoot(_ descriptor: Int32, _ components: [String]) {
    for component in components { path.append(contentsOf: Array(component.utf8) + [0x2F]) }
    scope = path.count
    guard options.usesIgnoreFiles else {
      rules = IgnoreStack(commandLine: IgnorePatterns(options.commandLine))
      return
    }
    var root = components.isEmpty ? dup(descriptor) : openRoot(options.repository ?? ".")
    rules = IgnoreStack(
      commandLine: IgnorePatterns(options.commandLine),
      infoExclude: IgnorePatterns(GitFolder.infoExclude(in: root)),
      excludesFile: IgnorePatterns(options.excludesFile))
    // The folder's own ignore file is read when it is visited.
    var base = 0
    for component in components where root >= 0 {
      if let content = readSmallFile(root, ".gitignore", limit: IgnorePatterns.byteLimit) {
        rules.push(IgnorePatterns(content), base: base)
      }
      let next = openat(root, component, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      close(root)
      root = next
      base += component.utf8.count + 1
    }
    if root >= 0 { close(root) }
  }

  private func openRoot(_ path: String) -> Int32 {
    open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  }

  /// The filters that name a folder above the one that was asked for, or this one.
  private func filtersOfScope() -> UInt64 {
    path.withUnsafeBufferPointer { path in
      var bits: UInt64 = 0
      var name = 0
      for index in path.indices where path[index] == 0x2F {
        let folder = UnsafeBufferPointer(rebasing: path[..<index])
        bits |= filters.including(folder, name: name, isFolder: true)
        name = index + 1
      }
      return bits
    }
  }

  /// Lists what lies in the folder `path` names.
  private mutating func visit(_ stream: OpaquePointer, _ context: Context, isRoot: Bool = false) {
    let descriptor = dirfd(stream)
    let firstEntry = entries.count
    let firstName = names.count
    defer {
      entries.removeSubrange(firstEntry...)
      names.removeSubrange(firstName...)
    }
    let found = readEntries(stream)
    var context = context
    var outerRules: IgnoreStack?
    if found.git, !isRoot {
      outerRules = enterNested(descriptor, &context)
    }
    var pushed = false
    if found.ignoreFile, options.usesIgnoreFiles, !context.isIgnored,
      let content = readSmallFile(descriptor, ".gitignore", limit: IgnorePatterns.byteLimit)
    {
      let patterns = IgnorePatterns(content)
      if !patterns.isEmpty {
        rules.push(patterns, base: path.count)
        pushed = true
      }
    }
    let outerFilters = filters.rows.count
    if found.filterFile, !isRoot, !context.isIgnored {
      enterFiltered(&context)
    }
    defer { filters.truncate(to: outerFilters) }
    let lastEntry = entries.count
    for index in firstEntry..<lastEntry {
      let entry = entries[index]
      let base = path.count
      path.append(contentsOf: names[entry.name..<(entry.name + entry.count)])
      visit(entry, in: descriptor, name: base, context)
      path.removeSubrange(base...)
    }
    if pushed { rules.pop() }
    if let outerRules { rules = outerRules }
  }

  /// A folder with a filter of its own, which holds for all below.
  private mutating func enterFiltered(_ context: inout Context) {
    guard let filter = options.folderFilter?(String(decoding: path, as: UTF8.self)) else { return }
    let outer = filters.all
    filters.push(filter, scope: path)
    if filter.includesEverything { context.included |= filters.all & ~outer }
  }

  /// A repository inside the tree: rules begin anew. Gives the rules to return to.
  private mutating func enterNested(_ descriptor: Int32, _ context: inout Context) -> IgnoreStack? {
    let relative = relativePath(dropping: 1)
    listing.nestedRepositories.append(relative)
    // What an outer rule ignores stays ignored, whatever it is.
    guard !context.isIgnored else { return nil }
    let outer = rules
    context.root = path.count
    context.tracked = options.trackedInNested?(relative)
    rules = rules.nested(
      root: path.count,
      infoExclude: options.usesIgnoreFiles
        ? IgnorePatterns(GitFolder.infoExclude(in: descriptor)) : IgnorePatterns())
    return outer
  }

  private mutating func visit(
    _ entry: Entry, in descriptor: Int32, name: Int, _ context: Context
  ) {
    var type = entry.type
    if type == DirectoryReader.unknown {
      guard let mode = mode(at: name, in: descriptor, follow: false) else { return }
      type = UInt8(truncatingIfNeeded: (mode & S_IFMT) >> 12)
    }
    let isFolder = type == DirectoryReader.folder
    if excluded(name, isFolder: isFolder) { return skip(.excluded, isFolder: isFolder) }
    var inner = context
    if inner.included != filters.all {
      inner.included |= path.withUnsafeBufferPointer {
        filters.including($0, name: name, isFolder: isFolder)
      }
      if !isFolder, inner.included != filters.all { return skip(.excluded, isFolder: false) }
    }
    let ignored = context.isIgnored || isIgnored(name, isFolder: isFolder)
    if ignored, !isTracked(context, isFolder: isFolder) {
      // Below an ignored folder nothing is said again: the folder was named.
      if !context.isIgnored { skip(.ignored, isFolder: isFolder) }
      return
    }
    switch type {
    case DirectoryReader.folder:
      if ignored, !context.isIgnored, !isGitlink(context) {
        inner.isIgnored = true
        skip(.ignored, isFolder: true)
      }
      descend(name, in: descriptor, inner)
    case DirectoryReader.file:
      guard let status = status(at: name, in: descriptor, follow: false) else {
        return skip(.changed, isFolder: false)
      }
      addFile(size: Int(status.st_size), isSymlink: false)
    case DirectoryReader.symlink:
      visitSymlink(name, in: descriptor)
    default:
      skip(.special, isFolder: false, specialName(mode_t(type) << 12))
    }
  }

  private mutating func visitSymlink(_ name: Int, in descriptor: Int32) {
    guard options.followsSymlinks else { return skip(.symlink, isFolder: false) }
    guard let status = status(at: name, in: descriptor, follow: true) else {
      return skip(.symlink, isFolder: false, "it points nowhere")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: addFile(size: Int(status.st_size), isSymlink: true)
    case S_IFDIR: skip(.symlink, isFolder: false, "it points to a folder")
    default: skip(.special, isFolder: false, specialName(status.st_mode))
    }
  }

  private mutating func descend(_ name: Int, in descriptor: Int32, _ context: Context) {
    guard context.depth + 1 < WorkTree.depthLimit else {
      return skip(.limit, isFolder: true, "more than \(WorkTree.depthLimit) folders deep")
    }
    let child = withName(name) {
      openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard child >= 0, let stream = fdopendir(child) else {
      let vanished = errno == ENOENT || errno == ENOTDIR || errno == ELOOP
      let detail = vanished ? nil : String(cString: strerror(errno))
      if child >= 0 { close(child) }
      return skip(vanished ? .changed : .unreadable, isFolder: true, detail)
    }
    defer { closedir(stream) }
    var context = context
    context.depth += 1
    path.append(0x2F)
    visit(stream, context)
    path.removeLast()
  }

  // MARK: entries

  /// Reads a folder's entries but `.git`, sorted so that the walk gives paths in bytewise order.
  private mutating func readEntries(
    _ stream: OpaquePointer
  ) -> (git: Bool, ignoreFile: Bool, filterFile: Bool) {
    let first = entries.count
    var hasGit = false
    var hasIgnoreFile = false
    var hasFilterFile = false
    let filterFile = options.folderFilter == nil ? [] : options.filterFile
    let complete = DirectoryReader.read(stream) { name, type in
      if name.count > 3, name[0] == 0x2E, name[1] == 0x67, name[2] == 0x69, name[3] == 0x74 {
        if name.count == 4 {
          hasGit = true
          return
        }
        if name.elementsEqual(".gitignore".utf8) { hasIgnoreFile = true }
      }
      if name.count == filterFile.count, name.elementsEqual(filterFile) { hasFilterFile = true }
      entries.append(Entry(name: names.count, count: name.count, type: type))
      names.append(contentsOf: name)
      // A folder sorts as if its name ended in a slash: `a.b` stands before `a/c`.
      names.append(type == DirectoryReader.folder ? 0x2F : 0)
    }
    if !complete {
      listing.skip(
        displayFolder(), .unreadable, "its entries could not be read to the end")
    }
    names.withUnsafeBufferPointer { names in
      guard let base = names.baseAddress else { return }
      entries[first...].sort { a, b in
        let count = min(a.count, b.count) + 1
        return memcmp(base + a.name, base + b.name, count) < 0
      }
    }
    return (hasGit, hasIgnoreFile, hasFilterFile)
  }

  private func excluded(_ name: Int, isFolder: Bool) -> Bool {
    if filters.rows.isEmpty { return false }
    return path.withUnsafeBufferPointer { filters.excludes($0, name: name, isFolder: isFolder) }
  }

  private func isIgnored(_ name: Int, isFolder: Bool) -> Bool {
    path.withUnsafeBufferPointer { rules.ignores($0, name: name, isFolder: isFolder) }
  }

  /// Whether the index has the file, or anything below the folder.
  private mutating func isTracked(_ context: Context, isFolder: Bool) -> Bool {
    guard let tracked = context.tracked else { return false }
    if isFolder, isGitlink(context) { return true }
    if isFolder { path.append(0x2F) }
    defer { if isFolder { path.removeLast() } }
    return path.withUnsafeBufferPointer {
      let own = UnsafeBufferPointer(rebasing: $0[context.root...])
      return isFolder ? tracked.containsAny(below: own) : tracked.contains(own)
    }
  }

  /// Whether the index has the folder itself: a submodule.
  private func isGitlink(_ context: Context) -> Bool {
    path.withUnsafeBufferPointer {
      context.tracked?.contains(UnsafeBufferPointer(rebasing: $0[context.root...])) ?? false
    }
  }

  // MARK: results

  private mutating func addFile(size: Int, isSymlink: Bool) {
    path.withUnsafeBufferPointer {
      listing.files.append(
        UnsafeBufferPointer(rebasing: $0[scope...]), size: size, isSymlink: isSymlink)
    }
  }

  private mutating func skip(_ reason: Skip.Reason, isFolder: Bool, _ detail: String? = nil) {
    let shown = listing.files.display(relativePath(dropping: 0)) + (isFolder ? "/" : "")
    listing.skip(shown, reason, detail)
  }

  private func relativePath(dropping last: Int) -> String {
    String(decoding: path[scope...].dropLast(last), as: UTF8.self)
  }

  private func displayFolder() -> String {
    path.count > scope
      ? listing.files.display(relativePath(dropping: 1)) + "/" : listing.files.folder
  }

  // MARK: system

  private mutating func withName<R>(_ name: Int, _ body: (UnsafePointer<CChar>) -> R) -> R {
    path.append(0)
    defer { path.removeLast() }
    return path.withUnsafeBytes { bytes in
      // `path` holds at least the NUL, so it has an address.
      guard let base = bytes.baseAddress else { return body("") }
      return body((base + name).assumingMemoryBound(to: CChar.self))
    }
  }

  private mutating func status(at name: Int, in descriptor: Int32, follow: Bool) -> stat? {
    var status = stat()
    let result = withName(name) {
      fstatat(descriptor, $0, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW)
    }
    return result == 0 ? status : nil
  }

  private mutating func mode(at name: Int, in descriptor: Int32, follow: Bool) -> mode_t? {
    status(at: name, in: descriptor, follow: follow)?.st_mode
  }
}
