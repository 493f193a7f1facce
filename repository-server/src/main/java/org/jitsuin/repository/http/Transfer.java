package org.jitsuin.repository.http;

import io.undertow.io.IoCallback;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.resource.PathResource;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.util.ByteRange;
import io.undertow.util.DateUtils;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.nio.file.Path;
import java.util.Date;
import java.util.Optional;

/**
 * Sends a representation, or as much of it as the client lacks: conditional requests, ranges of
 * files, and HEAD (RFC 9110 §13, §14, §9.3.2). Runs on a worker thread, which a slow client does
 * not hold.
 */
final class Transfer {
  /** Tells Undertow from which size on to hand files to the kernel; it finds no files. */
  private final PathResourceManager sender = new PathResourceManager(Path.of("/"));

  void send(HttpServerExchange exchange, Representation representation) {
    Packing.Chosen chosen = Packing.chosen(exchange.getRequestHeaders(), representation.content());
    Preconditions preconditions =
        new Preconditions(
            exchange.getRequestHeaders(),
            tag(representation, chosen),
            representation.lastModified());
    switch (preconditions.verdict()) {
      case FAILED -> Reply.preconditionFailed(exchange);
      case NOT_MODIFIED -> {
        describe(exchange, representation, preconditions.tag());
        exchange.setStatusCode(StatusCodes.NOT_MODIFIED).endExchange();
      }
      case SEND -> {
        describe(exchange, representation, preconditions.tag());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, representation.type());
        if (chosen.packed()) {
          exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, Packing.GZIP);
        }
        switch (chosen.content()) {
          case Content.Bytes body -> send(exchange, body);
          case Content.Stored file when chosen.packed() -> send(exchange, file, Optional.empty());
          case Content.Stored file ->
              send(exchange, file, range(exchange, file.length(), preconditions));
        }
      }
    }
  }

  /** Returns the entity tag: other octets have another tag (RFC 9110 §8.8.3.3). */
  private static String tag(Representation representation, Packing.Chosen chosen) {
    return "\"" + representation.fingerprint() + (chosen.packed() ? "-gzip" : "") + "\"";
  }

  /** Sets the headers that caches need, also to revalidate what they have. */
  private static void describe(
      HttpServerExchange exchange, Representation representation, String tag) {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.ETAG, tag);
    headers.put(Headers.CACHE_CONTROL, representation.cacheControl());
    representation
        .lastModified()
        .ifPresent(at -> headers.put(Headers.LAST_MODIFIED, DateUtils.toDateString(Date.from(at))));
    if (Packing.varies(representation.content())) {
      headers.put(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
    }
    Reply.noSniffing(exchange);
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
      HttpServerExchange exchange, long length, Preconditions preconditions) {
    exchange.getResponseHeaders().put(Headers.ACCEPT_RANGES, "bytes");
    String asked = exchange.getRequestHeaders().getFirst(Headers.RANGE);
    if (asked == null || !exchange.getRequestMethod().equals(Methods.GET)) {
      return Optional.empty();
    }
    // Several ranges at once are not worth a multipart answer: the whole is sent instead.
    return Optional.ofNullable(ByteRange.parse(asked))
        .filter(range -> range.getRanges() == 1)
        .filter(_ -> preconditions.partMayBeSent())
        .map(range -> range.getResponseResult(length, null, null, null));
  }

  private void send(
      HttpServerExchange exchange,
      Content.Stored stored,
      Optional<ByteRange.RangeResponseResult> range) {
    Path file = stored.file();
    if (!Packing.isThere(stored)) {
      exchange.getResponseHeaders().remove(Headers.CONTENT_ENCODING);
      exchange.getResponseHeaders().remove(Headers.ETAG);
      Reply.unavailable(exchange);
      return;
    }
    exchange.setResponseContentLength(stored.length());
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
    if (part.getStatusCode() == StatusCodes.REQUEST_RANGE_NOT_SATISFIABLE) {
      // What is wrong with one request tells nothing to the next.
      exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    }
  }
}
