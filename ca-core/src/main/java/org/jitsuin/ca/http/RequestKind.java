package org.jitsuin.ca.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.util.List;

/** The kinds of request that must not take each other's threads. */
enum RequestKind {
  /** Acts and short enquiries: the holder is waiting. */
  OFFICE,
  /** A request that walks through much or returns much: the log, statistics, mass revocations. */
  ENQUIRY,
  /** A batch of the register, which is answered line by line while it comes. */
  BATCH;

  private static final String BATCHES = "/v1/resident-events";
  private static final String LINES = "application/x-ndjson";
  private static final List<String> ENQUIRIES =
      List.of("/v1/audit/", "/v1/statistics", "/v1/revocation-jobs", "/v1/revocation-lists");

  /**
   * The kind of a request.
   *
   * @param register whether the register sends it: nobody else's body is read as it comes
   */
  static RequestKind of(HttpServerExchange exchange, boolean register) {
    String path = exchange.getRelativePath();
    if (register && exchange.getRequestMethod().equals(Methods.POST) && path.equals(BATCHES)) {
      String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
      return type != null && type.startsWith(LINES) ? BATCH : OFFICE;
    }
    return ENQUIRIES.stream().anyMatch(path::startsWith) ? ENQUIRY : OFFICE;
  }
}
