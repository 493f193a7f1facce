package org.jitsuin.ca.api;

import jakarta.inject.Inject;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jitsuin.base.Fault;
import org.jitsuin.ca.CaMessages;
import org.jitsuin.ca.lifecycle.Refusal;
import org.jitsuin.ca.lifecycle.RefusalCode;

/** The one place where exceptions become answers; nothing of a fault's inside crosses it. */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final String RETRY_AFTER_SECONDS = "5";

  private final Json json;

  @Inject
  public ProblemMapper(Json json) {
    this.json = json;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case RequestRefused refused -> answer(Problem.of(refused.refusal()));
      case Fault fault -> answer(fault);
      case NotFoundException _ -> answer(Problem.of(Refusal.of(RefusalCode.ADDRESS_UNKNOWN)));
      case WebApplicationException http when http.getResponse().getStatus() < 500 ->
          answer(Problem.http(http.getResponse().getStatus()));
      default -> {
        CaMessages.LOG.requestBroken(thrown);
        yield answer(Problem.internal());
      }
    };
  }

  private Response answer(Fault fault) {
    CaMessages.LOG.requestFailed(fault.code(), fault);
    return switch (fault.code()) {
      case TOKEN_UNAVAILABLE,
          TOKEN_PIN_REFUSED,
          TOKEN_KEY_MISSING,
          SIGNING_BUSY,
          SIGNING_TIMEOUT,
          AUTHORITY_MISSING,
          DATABASE_UNAVAILABLE ->
          answer(Problem.unavailable());
      case SETTING_INVALID, INTEGRITY_VIOLATED -> answer(Problem.internal());
    };
  }

  /** A problem as an answer. */
  Response answer(Problem problem) {
    Response.ResponseBuilder answer =
        Response.status(problem.status())
            .type(Problem.MEDIA_TYPE)
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .entity(json.write(problem).bytes());
    if (problem.status() == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer.build();
  }
}
