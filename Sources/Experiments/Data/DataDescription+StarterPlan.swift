import FileFormats

extension DataDescription {
  /// A plan to start from for these data, in YAML with comments: a network as the teacher, a classical and a hybrid student,
  /// each trained with the teacher and without.
  ///
  /// - Throws: `FileError` if no plan could read the data.
  public func starterPlan() throws -> String {
    guard let data = try planYAML() else {
      throw FileError(badContentsOf: file, reason: remarks.joined(separator: "; "))
    }
    let notes = remarks.map { "# Note: \(Self.onOneLine($0))\n" }.joined()
    let head = try PlanEncoder.encode(["name": name]).yaml() + "seeds: 30\n\n"
    return head + notes + data + String(decoding: PackageResources.starter_yaml, as: UTF8.self)
  }

  /// What the experiment is called: as the file is, without folders and endings.
  private var name: String {
    let file = file.split(separator: "/").last ?? ""
    let name = Self.onOneLine(String(file.prefix { $0 != "." }.prefix(60)))
    return name.isEmpty || name == "-" ? "experiment" : name
  }

  /// Comments, and names, cannot hold line breaks and control characters.
  private static func onOneLine(_ text: String) -> String {
    let lines: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
    let kept = text.unicodeScalars.map {
      lines.contains($0.properties.generalCategory) ? " " : Character($0)
    }
    return String(kept)
  }
}
