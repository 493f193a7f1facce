package org.jitsuin.crl.http;

import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResource;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.ByteRange;
import io.undertow.util.DateUtils;
import io.undertow.util.ETag;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sends a representation, or as much of it as the client lacks: conditional requests, ranges of
 * files, and HEAD (RFC 9110 §13, §14, §9.3.2). Runs on a worker thread, which a slow client does
 * not hold.
 */
final class Transfer {
  private static final Pattern TAG = Pattern.compile("\"([^\"]{0,256})\"");

  /** Tells Undertow from which size on to hand files to the kernel; it finds no files. */
  private final PathResourceManager sender = new PathResourceManager(Path.of("/"));

  void send(HttpServerExchange exchange, Representation representation) {
    HeaderMap headers = exchange.getResponseHeaders();
    Content content = Packing.chosen(exchange, representation.content());
    ETag tag = tag(representation, content);
    Optional<Date> lastModified = representation.lastModified().map(Date::from);
    headers.put(Headers.ETAG, tag.toString());
    headers.put(
        Headers.CACHE_CONTROL,
        "public, max-age=" + representation.freshFor().toSeconds() + ", must-revalidate");
    lastModified.ifPresent(
        date -> headers.put(Headers.LAST_MODIFIED, DateUtils.toDateString(date)));
    Reply.noSniffing(exchange);
    if (!modified(exchange, tag, lastModified)) {
      exchange.setStatusCode(StatusCodes.NOT_MODIFIED).endExchange();
      return;
    }
    headers.put(Headers.CONTENT_TYPE, representation.type());
    switch (content) {
      case Content.Bytes body -> send(exchange, body);
      case Content.Packed(Path file, long length) -> send(exchange, file, length, Optional.empty());
      case Content.Stored(Path file, long length) ->
          send(exchange, file, length, range(exchange, length, tag, lastModified));
    }
  }

  /** Other octets, other tag (RFC 9110 §8.8.3.3). */
  private static ETag tag(Representation representation, Content content) {
    String suffix = content instanceof Content.Packed ? "-gzip" : "";
    return new ETag(false, representation.fingerprint() + suffix);
  }

  /** An entity tag says it better than a date: where both are asked for, only the tag counts. */
  private static boolean modified(
      HttpServerExchange exchange, ETag tag, Optional<Date> lastModified) {
    HeaderValues tags = exchange.getRequestHeaders().get(Headers.IF_NONE_MATCH);
    if (tags != null) {
      return !names(String.join(",", tags), tag.getTag());
    }
    return lastModified.map(date -> DateUtils.handleIfModifiedSince(exchange, date)).orElse(true);
  }

  /** Whether the list of entity tags names this one, weak or strong (RFC 9110 §13.1.2). */
  private static boolean names(String tags, String tag) {
    return tags.strip().equals("*")
        || TAG.matcher(tags).results().anyMatch(found -> found.group(1).equals(tag));
  }

  private static void send(HttpServerExchange exchange, Content.Bytes body) {
    exchange.setResponseContentLength(body.length());
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.endExchange();
    } else {
      exchange.getResponseSender().send(body.bytes().duplicate());
    }
  }

  private static Optional<ByteRange.RangeResponseResult> range(
      HttpServerExchange exchange, long length, ETag tag, Optional<Date> lastModified) {
    exchange.getResponseHeaders().put(Headers.ACCEPT_RANGES, "bytes");
    String asked = exchange.getRequestHeaders().getFirst(Headers.RANGE);
    if (asked == null || !exchange.getRequestMethod().equals(Methods.GET)) {
      return Optional.empty();
    }
    String condition = exchange.getRequestHeaders().getFirst(Headers.IF_RANGE);
    // Several ranges at once are not worth a multipart answer: the whole is sent instead.
    return Optional.ofNullable(ByteRange.parse(asked))
        .filter(range -> range.getRanges() == 1)
        .map(range ->
            range.getResponseResult(length, condition, lastModified.orElse(null), tag.toString()));
  }

  private void send(
      HttpServerExchange exchange,
      Path file,
      long length,
      Optional<ByteRange.RangeResponseResult> range) {
    if (!isThere(file, length)) {
      exchange.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
      exchange.getResponseHeaders().remove(Headers.ETAG);
      Reply.unavailable(exchange);
      return;
    }
    exchange.setResponseContentLength(length);
    range.ifPresent(part -> announce(exchange, part));
    if (exchange.getRequestMethod().equals(Methods.HEAD)
        || exchange.getStatusCode() == StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE) {
      exchange.endExchange();
      return;
    }
    PathResource resource = new PathResource(file, sender, file.toString());
    if (range.isPresent()) {
      resource.serveRange(
          exchange.getResponseSender(),
          exchange,
          range.get().getStart(),
          range.get().getEnd(),
          IoCallback.END_EXCHANGE);
    } else {
      resource.serve(exchange.getResponseSender(), exchange, IoCallback.END_EXCHANGE);
    }
  }

  private static void announce(HttpServerExchange exchange, ByteRange.RangeResponseResult part) {
    exchange.setStatusCode(part.getStatusCode());
    exchange.setResponseContentLength(part.getContentLength());
    exchange.getResponseHeaders().put(Headers.CONTENT_RANGE, part.getContentRange());
  }

  private static boolean isThere(Path file, long length) {
    try {
      return Files.size(file) == length;
    } catch (IOException e) {
      return false;
    }
  }
}
