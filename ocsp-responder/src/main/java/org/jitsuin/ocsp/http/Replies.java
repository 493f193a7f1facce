package org.jitsuin.ocsp.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.jitsuin.ocsp.answer.Answer;

/** Writes replies with their headers; each of these methods ends the exchange. */
final class Replies {
  private static final String RESPONSE_TYPE = "application/ocsp-response";
  private static final String NO_STORE = "no-store";

  private Replies() {}

  /** Sends an answer that tells nothing of any certificate; nobody may keep it. */
  static void refusal(HttpServerExchange exchange, Answer answer) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, NO_STORE);
    send(exchange, answer);
  }

  /**
   * Sends an answer with what caches need to know (RFC 9919 §7.2). What is signed is never {@code
   * no-store}, which they must not be told of it; where it is for one client and one moment, it may
   * be kept by nobody else and given again to nobody.
   *
   * @param keeper who may keep what is the same for all who ask
   */
  static void answer(HttpServerExchange exchange, Answer answer, CacheControl keeper, Instant now) {
    if (answer.caching().isPresent()) {
      cacheable(exchange, answer, answer.caching().get(), keeper, now);
    } else if (answer.isSigned()) {
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, CacheControl.PRIVATE.of(0));
      send(exchange, answer);
    } else {
      refusal(exchange, answer);
    }
  }

  /** Sends it, or to a GET 304 where the client has it. */
  private static void cacheable(
      HttpServerExchange exchange,
      Answer answer,
      Answer.Caching caching,
      CacheControl keeper,
      Instant now) {
    HeaderMap headers = exchange.getResponseHeaders();
    long maxAge = Math.max(0, caching.expires().getEpochSecond() - now.getEpochSecond());
    headers.put(Headers.CACHE_CONTROL, keeper.of(maxAge));
    headers.put(Headers.LAST_MODIFIED, caching.lastModified());
    headers.put(Headers.EXPIRES, caching.expiresDate());
    headers.put(Headers.ETAG, caching.entityTag());
    if (!exchange.getRequestMethod().equals(Methods.POST)
        && hasAlready(exchange.getRequestHeaders(), caching)) {
      exchange.setStatusCode(StatusCodes.NOT_MODIFIED).endExchange();
    } else {
      send(exchange, answer);
    }
  }

  /** Sends a sentence for people. */
  static void text(HttpServerExchange exchange, int status, String sentence) {
    byte[] octets = sentence.getBytes(StandardCharsets.UTF_8);
    exchange.setStatusCode(status);
    exchange
        .getResponseHeaders()
        .put(Headers.CACHE_CONTROL, NO_STORE)
        .put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8")
        .put(Headers.CONTENT_LENGTH, octets.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(octets));
  }

  private static void send(HttpServerExchange exchange, Answer answer) {
    ByteBuffer octets = answer.encoded();
    exchange
        .getResponseHeaders()
        .put(Headers.CONTENT_TYPE, RESPONSE_TYPE)
        .put(Headers.CONTENT_LENGTH, octets.remaining());
    exchange.getResponseSender().send(octets);
  }

  /** RFC 9110 §13.2.2: where there is an If-None-Match, an If-Modified-Since does not count. */
  private static boolean hasAlready(HeaderMap request, Answer.Caching caching) {
    HeaderValues tags = request.get(Headers.IF_NONE_MATCH);
    return tags == null
        ? caching.since().filter(since -> isNotBefore(request, since)).isPresent()
        : names(tags, caching.entityTag());
  }

  private static boolean names(HeaderValues fields, String entityTag) {
    return fields.stream()
        .flatMap(field -> Arrays.stream(field.split(",")))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag) || tag.equals("W/" + entityTag));
  }

  private static boolean isNotBefore(HeaderMap request, Instant since) {
    String field = request.getFirst(Headers.IF_MODIFIED_SINCE);
    Date date = field == null ? null : DateUtils.parseDate(field);
    return date != null && !date.toInstant().isBefore(since);
  }
}
