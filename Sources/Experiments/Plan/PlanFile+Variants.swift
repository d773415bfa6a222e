/// Several experiments in one file: the plan, and what is different in each.
///
///     variants:
///       extended-xor: {}
///       digits: {data: {source: file, …}, training.steps: 4000}
///
/// A variant maps places of the plan, as `--set` has them, to values. Its name is the plan's, a hyphen, and its own.
extension PlanFile {
  /// The key under which variants stand.
  private static let key = "variants"

  /// The variants' names, in the file's order; none in a plan of one experiment.
  public var variantNames: [String] {
    guard case .mapping(let variants)? = root[Self.key]?.value else { return [] }
    return variants.map(\.key)
  }

  /// One plan's file for each variant; the file itself if it has none.
  ///
  /// - Throws: `PlanError`, with file and line, for what is no variant.
  public func variants() throws(PlanError) -> [PlanFile] {
    guard let node = root[Self.key] else { return [self] }
    guard case .mapping(let variants) = node.value, !variants.isEmpty else {
      throw located(
        PlanError(Self.key, "\(node.kind), where names with what is different should be"))
    }
    return try variants.map { entry throws(PlanError) in try variant(entry) }
  }

  /// The plan's file for one variant.
  ///
  /// - Throws: `PlanError` if there is none of this name; and for what is no variant.
  public func variant(named name: String) throws(PlanError) -> PlanFile {
    guard let index = variantNames.firstIndex(of: name) else {
      let names = variantNames
      throw PlanError(
        option: "--variant \(name)", place: "",
        names.isEmpty
          ? "\(self.name) has no variants; leave the option out"
          : "\(UnknownName(name, kind: "variant", knownNames: names, list: names.joined(separator: ", ")))"
      )
    }
    return try variants()[index]
  }

  private func variant(_ entry: PlanNode.Entry) throws(PlanError) -> PlanFile {
    let place = "\(Self.key).\(entry.key)"
    func problem(_ text: String, at place: String) -> PlanError { located(PlanError(place, text)) }
    guard case .mapping(let changes) = entry.node.value else {
      throw problem(
        "\(entry.node.kind), where places of the plan with their values should be; {} changes nothing",
        at: place)
    }
    var file = self
    file.root.remove(Self.key)
    for change in changes {
      guard let path = [PlanStep](text: change.key), !path.isEmpty else {
        throw problem(
          "\"\(change.key)\" is no place in a plan; it should look like path.to.key", at: place)
      }
      do throws(PlanFileProblem) {
        try file.replace(path, by: change.node)
      } catch {
        throw problem("\(change.key): \(error.text)", at: place)
      }
    }
    if let name = file.root["name"], case .scalar(let text, let isPlain) = name.value {
      let full = PlanNode.Value.scalar("\(text)-\(entry.key)", isPlain: isPlain)
      file.root.replaceValue(of: "name", by: PlanNode(value: full, origin: name.origin))
    }
    // Options of the command are the last word.
    for assignment in assignments { try file.set(assignment) }
    return file
  }
}

extension PlanNode {
  /// Takes a key away.
  fileprivate mutating func remove(_ key: String) {
    guard case .mapping(let entries) = value else { return }
    value = .mapping(entries.filter { $0.key != key })
  }

  fileprivate mutating func replaceValue(of key: String, by new: PlanNode) {
    guard case .mapping(var entries) = value else { return }
    for index in entries.indices where entries[index].key == key { entries[index].node = new }
    value = .mapping(entries)
  }
}
