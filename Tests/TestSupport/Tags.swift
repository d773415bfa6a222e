import Testing

extension Tag {
  /// Against a slow, obvious computation.
  @Tag public static var reference: Self
  /// Against committed values of another package.
  @Tag public static var golden: Self
  /// What must hold of every input, tried on random ones.
  @Tag public static var property: Self
  /// Derivatives found in different ways.
  @Tag public static var gradient: Self
}
