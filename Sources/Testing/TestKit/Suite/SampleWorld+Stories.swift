package import SampleClaims

extension SampleWorld {
  /// The first claim that tells a story.
  package func claim(telling story: SampleStory) throws -> SampleClaim {
    guard let claim = zip(claims, answers).first(where: { $0.1.story == story })?.0 else {
      throw TestSuiteError("the world does not tell \(story)")
    }
    return claim
  }

  /// The answer of the first claim that tells a story.
  package func answer(telling story: SampleStory) throws -> SampleAnswer {
    guard let answer = answers.first(where: { $0.story == story }) else {
      throw TestSuiteError("the world does not tell \(story)")
    }
    return answer
  }
}
