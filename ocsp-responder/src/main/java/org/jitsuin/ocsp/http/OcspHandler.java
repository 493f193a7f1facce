package org.jitsuin.ocsp.http;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.time.InstantSource;
import java.util.Optional;
import org.jitsuin.ocsp.access.AccessPolicy;
import org.jitsuin.ocsp.answer.Recent;
import org.jitsuin.ocsp.answer.RepeatedQuestion;
import org.jitsuin.ocsp.answer.Responder;
import org.jitsuin.ocsp.usage.AnswerCounts;
import org.jitsuin.ocsp.wire.OcspRequest;
import org.jitsuin.ocsp.wire.ParsedRequest;
import org.jitsuin.ocsp.wire.RequestLimits;
import org.jitsuin.ocsp.wire.RequestParser;
import org.jitsuin.ocsp.wire.ResponseStatus;

/**
 * Answers OCSP requests by GET, HEAD and POST.
 *
 * <p>The media type of a POST is not looked at. RFC 6960 appendix A.1 says what a client must send
 * and not what to do with one that does not; the octets say for themselves whether they are a
 * request, and nothing is told that is not public.
 *
 * <p>Every OCSP-level refusal is a 200 with an OCSPResponse that says so.
 */
public final class OcspHandler implements HttpHandler {
  private static final String ALLOWED = "GET, HEAD, POST";
  private static final String WHAT_THIS_IS =
      """
      This is an OCSP responder (RFC 6960). It tells whether a certificate is good or revoked.
      Send a request by POST as application/ocsp-request, or by GET as {this address}/{base64}.
      """;

  /** A question about one certificate by GET has fewer characters; longer ones are not kept. */
  private static final int LONGEST_RECENT = 256;

  private final RequestParser parser;
  private final Answering answering;
  private final int maxOctets;
  private final HttpLimits limits;

  /**
   * Repeated questions by their request lines: the same question has the same octets (RFC 9919 §6).
   */
  private final Recent<String, RepeatedQuestion> repeated;

  /** The handler, which says "100 Continue" to clients that wait for it. */
  public static HttpHandler create(
      Service service, RequestLimits requestLimits, HttpLimits limits, InstantSource clock) {
    return new HttpContinueReadHandler(new OcspHandler(service, requestLimits, limits, clock));
  }

  /**
   * The parts of the service that the handler calls.
   *
   * @param gate who may ask
   * @param responder what is answered
   * @param counts how much was
   */
  public record Service(AccessPolicy gate, Responder responder, AnswerCounts counts) {}

  private OcspHandler(
      Service service, RequestLimits requestLimits, HttpLimits limits, InstantSource clock) {
    this.parser = new RequestParser(requestLimits);
    this.answering =
        new Answering(
            service.gate(), service.responder(), service.counts(), limits.waiting(), clock);
    this.maxOctets = requestLimits.octets();
    this.limits = limits;
    // Each holds a stored answer, which the responder may have dropped.
    this.repeated = new Recent<>(service.responder().storedAnswers());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    HttpString method = exchange.getRequestMethod();
    // Above our own limit, which is answered: this one ends what is sent on without being read.
    exchange.setMaxEntitySize(2L * maxOctets);
    if (Methods.POST.equals(method)) {
      BodyReader.read(
          exchange,
          maxOctets,
          limits.readTimeout(),
          (root, body) ->
              answering.guarded(root, () -> answering.answer(root, parser.parse(body))));
    } else if (Methods.GET.equals(method) || Methods.HEAD.equals(method)) {
      answering.guarded(exchange, () -> get(exchange));
    } else {
      exchange.getResponseHeaders().put(Headers.ALLOW, ALLOWED);
      Replies.text(exchange, StatusCodes.METHOD_NOT_ALLOWED, WHAT_THIS_IS);
    }
  }

  private void get(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    Optional<RepeatedQuestion> known = repeated.find(uri);
    if (known.isPresent()) {
      answering.answerAgain(exchange, known.get());
      return;
    }
    switch (GetPath.parse(uri, exchange.getResolvedPath(), maxOctets)) {
      case GetPath.Encoded path -> {
        ParsedRequest parsed = parser.parse(path.der());
        if (parsed instanceof OcspRequest request && uri.length() < LONGEST_RECENT) {
          repeated.keep(uri, new RepeatedQuestion(request));
        }
        answering.answer(exchange, parsed);
      }
      case GetPath.Empty _ -> Replies.text(exchange, StatusCodes.BAD_REQUEST, WHAT_THIS_IS);
      case GetPath.TooLong _ ->
          Replies.text(exchange, StatusCodes.REQUEST_URI_TOO_LARGE, WHAT_THIS_IS);
      case GetPath.NotBase64 _ -> answering.refuse(exchange, ResponseStatus.MALFORMED_REQUEST);
    }
  }
}
