import Protobuf
import TestMessages

/// Messages with every kind of field set.
enum Samples {
  static let leaf = TestingV1.Leaf.with {
    $0.name = "Blatt – 葉"
    $0.count = -1
  }

  static let branch = TestingV1.Branch.with {
    $0.leaves = [leaf, TestingV1.Leaf(), leaf]
    $0.only = TestingV1.Leaf()
  }

  static let singles = TestingV1.Singles.with {
    $0.aDouble = .greatestFiniteMagnitude
    $0.aFloat = .leastNonzeroMagnitude
    $0.anInt32 = .max
    $0.anInt64 = .max
    $0.aUint32 = .max
    $0.aUint64 = .max
    $0.aSint32 = .max
    $0.aSint64 = .max
    $0.aFixed32 = .max
    $0.aFixed64 = .max
    $0.aSfixed32 = .max
    $0.aSfixed64 = .max
    $0.aBool = true
    $0.aString = "Grüße"
    $0.someBytes = [0, 255, 128]
    $0.colour = .last
    $0.leaf = leaf
  }

  static let smallestSingles = TestingV1.Singles.with {
    $0.aDouble = -.infinity
    $0.aFloat = -1.5
    $0.anInt32 = .min
    $0.anInt64 = .min
    $0.aUint32 = 1
    $0.aUint64 = 1
    $0.aSint32 = .min
    $0.aSint64 = .min
    $0.aFixed32 = 1
    $0.aFixed64 = 1
    $0.aSfixed32 = .min
    $0.aSfixed64 = .min
    $0.leaf = TestingV1.Leaf()
    $0.colour = TestingV1.Colour(rawValue: -5)
  }

  static let optionalsAtDefault = TestingV1.Optionals.with {
    $0.aDouble = 0
    $0.aFloat = 0
    $0.anInt32 = 0
    $0.anInt64 = 0
    $0.aUint32 = 0
    $0.aUint64 = 0
    $0.aSint32 = 0
    $0.aSint64 = 0
    $0.aFixed32 = 0
    $0.aFixed64 = 0
    $0.aSfixed32 = 0
    $0.aSfixed64 = 0
    $0.aBool = false
    $0.aString = ""
    $0.someBytes = []
    $0.colour = .unspecified
    $0.leaf = TestingV1.Leaf()
  }

  static let optionals = TestingV1.Optionals.with {
    $0.aDouble = -2.25
    $0.anInt64 = -1
    $0.aUint64 = .max
    $0.aSint32 = -1
    $0.aSfixed64 = -1
    $0.aBool = true
    $0.aString = "text"
    $0.someBytes = [1, 2, 3]
    $0.colour = .red
    $0.leaf = leaf
  }

  static let repeats = TestingV1.Repeats.with {
    $0.doubles = [0, 1.5, -2]
    $0.floats = [0, -0.25]
    $0.int32s = [0, 1, -1, .min, .max]
    $0.int64s = [0, 1, -1, .min, .max]
    $0.uint32s = [0, 1, .max]
    $0.uint64s = [0, 1, .max]
    $0.sint32s = [0, 1, -1, .min, .max]
    $0.sint64s = [0, 1, -1, .min, .max]
    $0.fixed32s = [0, .max]
    $0.fixed64s = [0, .max]
    $0.sfixed32s = [.min, .max]
    $0.sfixed64s = [.min, .max]
    $0.bools = [true, false, true]
    $0.strings = ["", "a", "Grüße"]
    $0.blobs = [[], [0], [1, 2]]
    $0.colours = [.green, TestingV1.Colour(rawValue: 99), .unspecified]
    $0.leaves = [leaf, TestingV1.Leaf()]
    $0.unpacked = [3, 2, 1, -1]
  }

  static let choices: [TestingV1.Choices] = [
    TestingV1.Choices(),
    TestingV1.Choices.with { $0.choice = .number(0) },
    TestingV1.Choices.with { $0.choice = .number(.min) },
    TestingV1.Choices.with { $0.choice = .text("") },
    TestingV1.Choices.with { $0.choice = .text("text") },
    TestingV1.Choices.with { $0.choice = .blob([9]) },
    TestingV1.Choices.with { $0.choice = .leaf(TestingV1.Leaf()) },
    TestingV1.Choices.with { $0.choice = .branch(branch) },
    TestingV1.Choices.with { $0.choice = .colour(.green) },
    TestingV1.Choices.with { $0.choice = .flag(false) },
    TestingV1.Choices.with {
      $0.note = "note"
      $0.nested = .inside(
        TestingV1.Choices.Nested.with {
          $0.text = "inner"
          $0.size = .small
        })
    },
    TestingV1.Choices.with { $0.nested = .outside("outer") },
  ]
}
