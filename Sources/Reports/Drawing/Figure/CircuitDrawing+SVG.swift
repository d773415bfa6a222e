extension CircuitDrawing {
  /// The picture in SVG, for papers, slides and web pages, with the circuit's size and outputs below.
  ///
  /// A circuit that is wider than a page goes on below. Boxes of inputs, of parameters and of gates that are always the
  /// same differ in colour and corners, which a legend explains. It is one element that needs no other file, and can
  /// be saved as a file or stand in an HTML page; it is dark where the reader prefers that.
  ///
  /// - Parameter title: What the circuit is called. Programs that read pictures aloud say it.
  public func svg(title: String) -> String {
    CircuitSheet(title: title, sections: [.init(heading: nil, drawing: self)]).svg
  }
}
