package org.jitsuin.ca.api.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.CaLog;
import org.jitsuin.ca.json.RequestRefused;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.outcome.RefusalCode;

/** The one place where exceptions become answers; nothing of a fault's inside crosses it. */
@Provider
@Dependent
public class ProblemMapper implements ExceptionMapper<Throwable> {
  /** Of requests that did not come as far as a use case, those that an auditor asks about. */
  private static final Set<RefusalCode> RECORDED =
      Set.of(
          RefusalCode.PIN_NOT_ACCEPTED,
          RefusalCode.MY_NUMBER_NOT_ACCEPTED,
          RefusalCode.IDENTITY_CHECK_NEEDED);

  @Inject private Answers answers;

  @Context private ResourceInfo resource;
  @Context private HttpServletRequest request;

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case RequestRefused refused -> answer(refused.refusal());
      // As it comes from where the body is read.
      case Throwable wrapped when wrapped.getCause() instanceof RequestRefused refused ->
          answer(refused.refusal());
      case Fault fault -> answer(fault);
      case LogDamaged damaged -> {
        // It is mended from the database when the sequencer comes by.
        CaLog.LOG.logUnreadable(damaged.getMessage());
        yield Problem.unavailable().response();
      }
      case NotFoundException _ -> Problem.of(Refusal.of(RefusalCode.ADDRESS_UNKNOWN)).response();
      case WebApplicationException http when http.getResponse().getStatus() < 400 ->
          http.getResponse();
      case WebApplicationException http when http.getResponse().getStatus() < 500 ->
          answer(http.getResponse());
      default -> {
        CaLog.LOG.requestBroken(thrown);
        yield Problem.internal().response();
      }
    };
  }

  /** Returns a problem that names the allowed methods where this one is not (RFC 9110 §15.5.6). */
  private Response answer(Response refused) {
    Response problem = Problem.http(refused.getStatus()).response();
    return Optional.ofNullable(refused.getHeaderString(HttpHeaders.ALLOW))
        .map(allow -> Response.fromResponse(problem).header(HttpHeaders.ALLOW, allow).build())
        .orElse(problem);
  }

  /**
   * Records for the auditor that a PIN or My Number was sent, but never the value itself; and that
   * something was asked for of which nobody says whom the office saw.
   */
  private Response answer(Refusal refusal) {
    StaffMember caller = CallerFilter.caller(request);
    return RECORDED.contains(refusal.code()) && caller != null
        ? answers.refused(caller, resource, refusal, Optional.empty())
        : Problem.answer(refusal);
  }

  private Response answer(Fault fault) {
    return switch (fault.code()) {
      case TOKEN_UNAVAILABLE,
          TOKEN_PIN_REFUSED,
          TOKEN_KEY_MISSING,
          SIGNING_BUSY,
          SIGNING_TIMEOUT,
          AUTHORITY_MISSING,
          DATABASE_UNAVAILABLE,
          DATABASE_CONFLICT,
          FILES_UNAVAILABLE -> {
        CaLog.LOG.requestFailed(fault.code(), fault.getMessage());
        yield Problem.unavailable().response();
      }
      case RECOVERY_NEEDED -> {
        CaLog.LOG.requestFailed(fault.code(), fault.getMessage());
        yield Problem.recoveryNeeded().response();
      }
      case DATABASE_REFUSED -> {
        CaLog.LOG.requestBroken(fault);
        yield Problem.of(Refusal.of(RefusalCode.VALUE_NOT_STORED)).response();
      }
      case SETTING_INVALID, INTEGRITY_VIOLATED, DATABASE_BROKEN -> {
        CaLog.LOG.requestBroken(fault);
        yield Problem.internal().response();
      }
    };
  }
}
