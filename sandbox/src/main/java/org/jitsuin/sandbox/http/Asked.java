package org.jitsuin.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;

/**
 * A request.
 *
 * @param path without the query, decoded by the container
 * @param query what stands behind the question mark, not decoded
 * @param headers by their names in small letters
 */
public record Asked(
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Map<String, String> cookies,
    Bytes body) {

  /** Returns a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns a part of the path between slashes, the first 0. */
  public String segment(int number) {
    return path.substring(1).split("/", -1)[number];
  }

  /** Returns what the address says. */
  public Parameters parameters() {
    return Parameters.read(query);
  }

  /** Returns what was filled in; nothing where it is no form. */
  public Parameters form() {
    boolean form =
        header("content-type")
            .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
            .isPresent();
    return form ? Parameters.read(text()) : Parameters.none();
  }

  /** Returns the body as text. */
  public String text() {
    return new String(body.bytes(), StandardCharsets.UTF_8);
  }

  /**
   * Makes sure that a form was sent by one of our own pages: another's page can send forms to any
   * address, with the cookies of the browser.
   *
   * @throws Refused if a browser says otherwise
   */
  public void requireOwnPage(String origin) {
    boolean stranger =
        header("sec-fetch-site").filter(site -> !site.equals("same-origin")).isPresent()
            || header("origin").filter(from -> !from.equals(origin)).isPresent();
    if (stranger) {
      throw new Refused(
          403, "other-page", "別のページからは送信できません。", "Another site's page cannot send this.");
    }
  }

  /** Returns nothing of a person. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
