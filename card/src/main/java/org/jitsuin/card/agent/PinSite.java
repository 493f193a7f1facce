package org.jitsuin.card.agent;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.card.counter.CounterFailure;
import org.jitsuin.card.counter.ProblemCode;
import org.jitsuin.card.holder.Words;
import org.jitsuin.card.state.KeyUse;

/** The agent's own pages, for holders. */
final class PinSite {
  /** In front of the secret in their addresses. */
  static final String BASE = "/pin/";

  private static final String TYPE = "text/html; charset=utf-8";
  private static final int REFUSED = 422;

  private final PinPages pages;

  PinSite(PinPages pages) {
    this.pages = pages;
  }

  /** Shows a page, or takes what was entered at it. */
  Reply answer(String method, String path, byte[] body) {
    String secret = path.substring(BASE.length());
    return switch (method) {
      case "GET" -> shown(secret);
      case "POST" -> taken(secret, path, new FormBody(body));
      default -> throw new CounterFailure(ProblemCode.METHOD_NOT_ALLOWED);
    };
  }

  private Reply shown(String secret) {
    Bytes page =
        pages
            .next(secret)
            .map(use -> PinPageView.form(use, Optional.empty()))
            .orElseGet(PinPageView::over);
    return new Reply(200, TYPE, page, PinPageView.headers());
  }

  private Reply taken(String secret, String path, FormBody form) {
    Optional<KeyUse> use = form.field("use").map(String::new).flatMap(PinSite::use);
    Optional<char[]> typed = form.field("pin");
    Optional<char[]> again = form.field("again");
    form.wipe();
    if (use.isEmpty() || typed.isEmpty() || again.isEmpty()) {
      throw new CounterFailure(ProblemCode.REQUEST_INVALID);
    }
    Optional<Words> wrong =
        pages.take(secret, use.orElseThrow(), typed.orElseThrow(), again.orElseThrow());
    return wrong
        .map(words ->
            new Reply(
                REFUSED,
                TYPE,
                PinPageView.form(use.orElseThrow(), Optional.of(words)),
                PinPageView.headers()))
        .orElseGet(() -> new Reply(303, "", Reply.NOTHING, Map.of("Location", path)));
  }

  private static Optional<KeyUse> use(String id) {
    return Arrays.stream(KeyUse.values())
        .filter(use -> use.authority().id().equals(id))
        .findFirst();
  }
}
