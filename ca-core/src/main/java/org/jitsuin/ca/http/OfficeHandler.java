package org.jitsuin.ca.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/**
 * The way of a request of the office API from the I/O thread to the servlet: what pages of other
 * sites send and who has no client certificate is refused, bodies come in, and a thread is found.
 */
public final class OfficeHandler implements AutoCloseable {
  /** The largest body in octets, of every request but a batch of the register. */
  private static final int LARGEST_BODY = 1_048_576;

  private static final int ENQUIRY_THREADS = 8;
  private static final int BATCH_THREADS = 8;

  /** The longest statement that the data source allows. */
  private static final Duration LONGEST_STATEMENT = Duration.ofMinutes(1);

  private final OfficeLimits limits;
  private final Refusals refusals;
  private final BooleanSupplier databaseAnswers;
  private final RequestThreads office;
  private final RequestThreads enquiries;
  private final RequestThreads batches;

  /**
   * The answers that are given without the servlet.
   *
   * @param crossSite 403: a page of another site sent it
   * @param certificateNeeded 403
   * @param unavailable 503: no thread is free, or the database does not answer
   * @param tooLarge 413
   * @param tooSlow 408
   */
  public record Refusals(
      EarlyAnswer crossSite,
      EarlyAnswer certificateNeeded,
      EarlyAnswer unavailable,
      EarlyAnswer tooLarge,
      EarlyAnswer tooSlow) {}

  /**
   * @param databaseAnswers false while nothing can be done but to say so
   */
  public OfficeHandler(
      OfficeLimits limits,
      Refusals refusals,
      BooleanSupplier databaseAnswers,
      ThreadFactory threads) {
    this.limits = limits;
    this.refusals = refusals;
    this.databaseAnswers = databaseAnswers;
    this.office = threads(limits.threads(), limits.statement(), threads);
    this.enquiries = threads(ENQUIRY_THREADS, LONGEST_STATEMENT, threads);
    this.batches = threads(BATCH_THREADS, LONGEST_STATEMENT, threads);
  }

  private RequestThreads threads(int number, Duration statement, ThreadFactory factory) {
    return new RequestThreads(
        new RequestThreads.Limits(number, limits.waiting(), limits.patience(), statement), factory);
  }

  /**
   * Handles a request, in its I/O thread.
   *
   * @param servlet what answers it in the end, in a thread that may be blocked
   */
  public void handle(HttpServerExchange exchange, HttpHandler servlet) throws Exception {
    Optional<X509Certificate> certificate = TlsCaller.certificate(exchange);
    if (!FetchSite.isOwn(exchange.getRequestHeaders())) {
      refusals.crossSite().send(exchange);
    } else if (certificate.isEmpty()) {
      refusals.certificateNeeded().send(exchange);
    } else if (!databaseAnswers.getAsBoolean()) {
      refusals.unavailable().send(exchange);
    } else {
      boolean register = TlsCaller.hasRole(certificate.get(), "register-feed");
      handle(exchange, servlet, RequestKind.of(exchange, register));
    }
  }

  private void handle(HttpServerExchange exchange, HttpHandler servlet, RequestKind kind)
      throws Exception {
    if (exchange.isRequestComplete()) {
      run(exchange, servlet, kind);
    } else if (kind == RequestKind.BATCH) {
      exchange.setMaxEntitySize(Long.MAX_VALUE);
      run(exchange, servlet, kind);
    } else if (exchange.getRequestContentLength() > LARGEST_BODY) {
      refusals.tooLarge().send(exchange);
    } else {
      new HttpContinueReadHandler(reading -> read(reading, servlet, kind)).handleRequest(exchange);
    }
  }

  private void read(HttpServerExchange exchange, HttpHandler servlet, RequestKind kind) {
    RequestBody.read(
        exchange,
        LARGEST_BODY,
        limits.readTimeout(),
        new RequestBody.Ends(
            whole -> run(whole, servlet, kind),
            refusals.tooLarge()::sendAndCutOff,
            refusals.tooSlow()::sendAndCutOff));
  }

  private void run(HttpServerExchange exchange, HttpHandler servlet, RequestKind kind) {
    RequestThreads threads =
        switch (kind) {
          case OFFICE -> office;
          case ENQUIRY -> enquiries;
          case BATCH -> batches;
        };
    threads.run(exchange, servlet, refusals.unavailable()::send);
  }

  @Override
  public void close() {
    office.close();
    enquiries.close();
    batches.close();
  }
}
