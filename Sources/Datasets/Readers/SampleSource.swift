import FileFormats
import Tables

/// Where samples are read in batches, with memory for one of them: a table's rows, or arrays.
///
///     while let batch = try samples.next(maximumCount: 4096) { ... }
public protocol SampleSource: ~Copyable, Sendable {
  /// What the file is called in messages.
  var name: String { get }
  /// Whether the samples have names.
  var hasSampleIDs: Bool { get }
  /// What the column of the samples' names is called; `nil` if it has no name, or is none.
  var sampleIDName: String? { get }

  /// The next samples; `nil` after the last.
  ///
  /// - Throws: `FileError`, with its place, for a value that is missing or no number, and for a label that is no class.
  mutating func next(maximumCount: Int) throws(FileError) -> SampleBatch?
}

/// Samples that were read together.
public struct SampleBatch: Sendable, Hashable {
  /// `[samples, features]`, all finite.
  public let features: Matrix
  /// Each sample's class, `[samples]`; empty where labels are not needed.
  public let labels: [Int]
  /// What the samples are called, `[samples]`; empty if they have no names.
  public let sampleIDs: [String]
  /// Where the samples are in their file, `[samples]`.
  public let places: [FileError.Place]
}
