import FileFormats

/// A plan as it was written in a file, with what options of a command changed in it.
public struct PlanFile: Sendable {
  /// The file's name, for errors.
  public let name: String
  var root: PlanNode
  /// What options of the command changed in a plan with variants: it is changed in each of them.
  private(set) var assignments: [String] = []

  /// The plan in a YAML text. Nothing of it is understood yet.
  ///
  /// - Throws: `PlanError` if it is no YAML, or more than one document.
  public init(yaml text: String, name: String) throws(PlanError) {
    self.name = name
    do throws(PlanFileProblem) {
      root = try PlanNode(yaml: text)
    } catch {
      throw PlanError(file: name, line: error.line, place: "", error.text)
    }
    guard case .mapping = root.value else {
      throw PlanError(file: name, line: 1, place: "", "\(root.kind), where a plan should be")
    }
  }

  /// The plan in a file; `-` is standard input.
  ///
  /// - Throws: `FileError` if the file cannot be read or is too long, `PlanError` if it is no YAML.
  public init(contentsOf path: String) throws {
    let file = try FileContents(of: path, limit: PlanNode.sizeLimit)
    guard let text = String(validating: file.bytes, as: UTF8.self) else {
      throw PlanError(file: file.name, line: nil, place: "", "not UTF-8 text: this is no plan")
    }
    try self.init(yaml: text, name: file.name)
  }

  /// Changes a value, as `training.epochs=200` says. What stands behind the sign is YAML.
  ///
  /// - Throws: `PlanError` if there is no such place.
  public mutating func set(_ assignment: String) throws(PlanError) {
    guard variantNames.isEmpty else {
      assignments.append(assignment)
      return
    }
    let option = "--set \(assignment)"
    guard let sign = assignment.firstIndex(of: "="),
      let path = [PlanStep](text: String(assignment[..<sign])), !path.isEmpty
    else {
      throw PlanError(option: option, place: "", "it should look like path.to.key=value")
    }
    do throws(PlanFileProblem) {
      let text = String(assignment[assignment.index(after: sign)...])
      let value = try PlanNode(yaml: text.isEmpty ? "null" : text)
      try replace(path, by: value.from(option))
    } catch {
      throw PlanError(option: option, place: path.text, error.text)
    }
  }

  mutating func replace(
    _ path: [PlanStep], by value: PlanNode
  ) throws(PlanFileProblem) {
    do throws(PlanNode.PathProblem) {
      try root.set(path[...], to: value)
    } catch {
      throw PlanFileProblem(nil, error.text)
    }
  }

  /// The plan, with every default.
  ///
  /// - Throws: `PlanError`, with file and line, for unknown keys and wrong types.
  public func plan() throws(PlanError) -> ExperimentPlan {
    do throws(PlanError) {
      return try PlanDecoder.decode(ExperimentPlan.self, from: root)
    } catch {
      throw located(error)
    }
  }

  /// The same error with the file and line of its place.
  public func located(_ error: PlanError) -> PlanError {
    let path = [PlanStep](text: error.place) ?? []
    return switch root.origin(of: path) {
    case .line(let line):
      PlanError(
        file: name, line: line, option: root.value(at: path)?.firstOption, place: error.place,
        error.problem)
    case .option(let option): PlanError(option: option, place: error.place, error.problem)
    case .program: error
    }
  }
}

extension PlanNode {
  /// An option that changed something in this value.
  fileprivate var firstOption: String? {
    if case .option(let option) = origin { return option }
    switch value {
    case .scalar: return nil
    case .sequence(let elements): return elements.lazy.compactMap(\.firstOption).first
    case .mapping(let entries): return entries.lazy.compactMap(\.node.firstOption).first
    }
  }

  /// The same value, come from an option.
  fileprivate func from(_ option: String) -> PlanNode {
    var node = self
    node.origin = .option(option)
    switch value {
    case .scalar: break
    case .sequence(let elements): node.value = .sequence(elements.map { $0.from(option) })
    case .mapping(let entries):
      node.value = .mapping(
        entries.map {
          Entry(key: $0.key, origin: .option(option), node: $0.node.from(option))
        })
    }
    return node
  }
}

extension ExperimentPlan {
  /// The plan as YAML, every default written out.
  public func yaml() throws -> String { try PlanEncoder.encode(self).yaml() }
}
