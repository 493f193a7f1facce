package org.jitsuin.crl.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.QValueParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.jitsuin.crl.publish.CrlFiles;

/** Chooses between a file and the same compressed (RFC 9110 §12.5.3). */
final class Packing {
  private static final String GZIP = "gzip";

  private Packing() {}

  /** What the client gets: compressed if it is there and gzip is named among what it takes. */
  static Content chosen(HttpServerExchange exchange, Content content) {
    if (!(content instanceof Content.Stored stored)) {
      return content;
    }
    exchange.getResponseHeaders().put(Headers.VARY, Headers.ACCEPT_ENCODING_STRING);
    // A part of a CRL is a part of what others keep, so it is never one of the compressed octets.
    if (exchange.getRequestHeaders().contains(Headers.RANGE) || !taken(exchange)) {
      return content;
    }
    Path packed = CrlFiles.packed(stored.file());
    try {
      Content found = new Content.Packed(packed, Files.size(packed));
      exchange.getResponseHeaders().put(Headers.CONTENT_ENCODING, GZIP);
      return found;
    } catch (IOException e) {
      // Most have none.
      return content;
    }
  }

  private static boolean taken(HttpServerExchange exchange) {
    HeaderValues accepted = exchange.getRequestHeaders().get(Headers.ACCEPT_ENCODING);
    return accepted != null
        && QValueParser.parse(accepted).stream()
            .flatMap(Collection::stream)
            .anyMatch(one -> one.getValue().equalsIgnoreCase(GZIP) && !one.isQValueZero());
  }
}
