import AuthorizationRules
import Storage

extension HoldState: StorableValue {}
extension AuthorizationOnFile.State: StorableValue {}
extension AuthorizationOnFile.MedicalDecision: StorableValue {}
