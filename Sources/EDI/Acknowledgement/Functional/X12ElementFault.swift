/// IK4 of a 999: an element that is wrong.
///
/// What the element held is not repeated, because it may be member data.
package struct X12ElementFault: Hashable, Sendable {
  /// IK401-1, the number of the element in its segment; from 1.
  package var element: Int
  /// IK401-2, the number of the component; 0 for the whole element.
  package var component: Int
  /// IK403, what is wrong.
  package var code: String

  /// Makes a fault of an element.
  package init(element: Int, component: Int = 0, code: String) {
    self.element = element
    self.component = component
    self.code = code
  }
}
