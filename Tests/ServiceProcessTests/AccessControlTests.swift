import Messages
import RPC
import ServiceProcess
import Synchronization
import TLS
import Testing

@Suite("Each call is held to the table, to today's roles and to a rate")
struct AccessControlTests {
  private final class Clock: Sendable {
    private let value = Mutex<Int64>(0)
    var nanoseconds: Int64 { value.withLock { $0 } }
    func wait(_ duration: Int64) { value.withLock { $0 += duration } }
  }

  private let clock = Clock()
  private let people = PeopleRoster()

  private var access: AccessControl {
    let clock = clock
    return AccessControl(.suite, people, nanoseconds: { clock.nanoseconds })
  }

  private let decide = ClaimV1.WorkQueueService.decidePended.path

  @Test("A person with the role may call, one with another role or none may not")
  func roles() throws {
    people.replace(with: Sample.snapshot(["kim": .examiner, "lee": .nurse]))
    let access = access
    #expect(access.refusal(decide, isKnownMethod: true, try Sample.peer(.person, "kim")) == nil)
    for name in ["lee", "nobody", "examiner"] {
      let refusal = access.refusal(decide, isKnownMethod: true, try Sample.peer(.person, name))
      #expect(refusal?.code == .permissionDenied, "\(name)")
      #expect(refusal?.reason == "NOT_ALLOWED")
    }
  }

  @Test("A person of whom nothing is known is never denied, and health is open meanwhile")
  func unknown() throws {
    people.expect()
    let access = access
    let peer = try Sample.peer(.person, "kim")
    for path in PermissionTable.suite.paths {
      let refusal = access.refusal(path, isKnownMethod: true, peer)
      if PermissionTable.suite[path]?.callers == .anyone {
        #expect(refusal == nil, "\(path)")
      } else {
        #expect(refusal?.code == .unavailable && refusal?.reason == "ROLES_UNKNOWN", "\(path)")
        #expect(refusal?.retryDelay == PeopleRoster.retryDelay)
      }
    }
  }

  @Test("A second's calls may come at once, then they come evenly, each identity for itself")
  func rate() throws {
    let access = access
    let most = RateClass.administration.callsPerSecondMax
    let hmo = try Sample.peer(.client, "hmo")
    people.replace(with: Sample.snapshot(["kim": .examiner]))
    for _ in 0..<most { #expect(access.refusal(decide, isKnownMethod: true, hmo) == nil) }
    let refusal = access.refusal(decide, isKnownMethod: true, hmo)
    #expect(refusal?.code == .resourceExhausted && refusal?.reason == "RATE_LIMITED")
    #expect(refusal?.retryDelay == .microseconds(1_000_000 / most))
    let person = try Sample.peer(.person, "kim")
    #expect(access.refusal(decide, isKnownMethod: true, person) == nil)
    let question = ClaimV1.ClaimService.getClaim.path
    #expect(access.refusal(question, isKnownMethod: true, hmo) == nil)
    clock.wait(1_000_000_000 / most)
    #expect(access.refusal(decide, isKnownMethod: true, hmo) == nil)
    #expect(access.refusal(decide, isKnownMethod: true, hmo) != nil)
    clock.wait(1_000_000_000)
    for _ in 0..<most { #expect(access.refusal(decide, isKnownMethod: true, hmo) == nil) }
    #expect(access.refusal(decide, isKnownMethod: true, hmo) != nil)
  }

  @Test("A call that is admitted may have as many bytes as its row says")
  func bytes() throws {
    let peer = try Sample.peer(.client, "hmo")
    let access = access
    for path in [ClaimV1.ClaimService.getClaim.path, ClaimV1.ClaimService.submitClaim.path] {
      let row = try #require(PermissionTable.suite[path])
      let decision = access.admit(RPCCallHead(path: path, isKnownMethod: true, peer: peer))
      #expect(decision == .admit(requestBytesMax: row.requestBytesMax))
    }
  }

  @Test("Calls that are refused, or of methods that are not there, have a rate of their own")
  func refusalsHaveARate() throws {
    let access = access
    people.replace(with: Sample.snapshot(["kim": .examiner]))
    let kim = try Sample.peer(.person, "kim")
    let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances.path
    for number in 0..<RateClass.refused.callsPerSecondMax {
      if number.isMultiple(of: 2) {
        #expect(access.refusal(load, isKnownMethod: true, kim)?.reason == "NOT_ALLOWED")
      } else {
        #expect(access.refusal("/no/such", isKnownMethod: false, kim) == nil)
      }
    }
    #expect(access.refusal(load, isKnownMethod: true, kim)?.reason == "RATE_LIMITED")
    #expect(access.refusal("/no/such", isKnownMethod: false, kim)?.reason == "RATE_LIMITED")
    // What she may do, and others, are not concerned.
    #expect(access.refusal(decide, isKnownMethod: true, kim) == nil)
    let other = try Sample.peer(.client, "other")
    #expect(access.refusal(decide, isKnownMethod: true, other)?.reason == "NOT_ALLOWED")
    clock.wait(1_000_000_000)
    #expect(access.refusal(load, isKnownMethod: true, kim)?.reason == "NOT_ALLOWED")
  }

  @Test("While roles are not known, asking for them uses up nothing")
  func unknownRolesAreFree() throws {
    people.expect()
    let access = access
    let kim = try Sample.peer(.person, "kim")
    for _ in 0...RateClass.refused.callsPerSecondMax {
      #expect(access.refusal(decide, isKnownMethod: true, kim)?.reason == "ROLES_UNKNOWN")
    }
    people.replace(with: Sample.snapshot(["kim": .examiner]))
    #expect(access.refusal(decide, isKnownMethod: true, kim) == nil)
    let load = PaymentV1.PaymentAdministrationService.loadOpeningBalances.path
    #expect(access.refusal(load, isKnownMethod: true, kim)?.reason == "NOT_ALLOWED")
  }
}
