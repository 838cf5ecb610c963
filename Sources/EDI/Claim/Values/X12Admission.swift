/// A CL1 segment: how an institutional patient came and how it ended.
package struct X12Admission: Hashable, Sendable {
  /// CL101: `1` emergency, `2` urgent, `3` elective, `4` newborn, `5` trauma.
  package let type: X12Field<String>
  /// CL102, from where the patient came.
  package let source: X12Field<String>
  /// CL103, such as `01` for discharged home or `30` for still there.
  package let patientStatus: X12Field<String>
}

extension X12Admission: PrintsRedacted {}
