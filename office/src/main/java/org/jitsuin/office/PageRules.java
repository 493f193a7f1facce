package org.jitsuin.office;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says of a path below the context which file answers it, whether it may travel in the clear, and
 * how long it may be kept.
 */
final class PageRules {
  /** What every answer carries besides its policy. */
  static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=(), usb=(), payment=()");

  /** For a file whose name changes with what is in it. */
  static final String FOR_EVER = "public, max-age=31536000, immutable";

  static final String NEVER = "no-store";

  /** What is told who comes without TLS. */
  static final String CLEAR = "/clear.html";

  private static final String ASSETS = "/assets/";
  private static final String PUBLIC = "/public/";
  private static final String COUNTER = "/counter/";
  private static final Pattern VIEW = Pattern.compile("/(?<entry>[a-z]+)/[^.]+");

  private PageRules() {}

  /**
   * Returns the content security policy: nothing but files of this server, nothing inline; a text
   * becomes HTML or a script nowhere but in the templates of Svelte, which the build has compiled.
   *
   * @param agentPort where the counter agent of a desk answers, on that machine itself: the pages
   *     of the counter alone speak to it; 0 for none
   */
  static String policy(String path, int agentPort) {
    String agent =
        path.startsWith(COUNTER) && agentPort > 0 ? " http://127.0.0.1:" + agentPort : "";
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src"
        + " 'self'"
        + agent
        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
        + " require-trusted-types-for 'script'; trusted-types svelte-trusted-html";
  }

  /** Returns whether anybody may have it without TLS. */
  static boolean isPublic(String path) {
    return path.startsWith(ASSETS) || path.startsWith(PUBLIC);
  }

  /** Returns how long a file that is there may be kept. */
  static String cacheControl(String path) {
    return path.startsWith(ASSETS) ? FOR_EVER : NEVER;
  }

  /**
   * Returns the file behind an address inside of an entry's program, such as {@code
   * /counter/cards/…}: the entry, which reads the address itself. Empty where the path is that of a
   * file.
   */
  static Optional<String> entry(String path) {
    Matcher view = VIEW.matcher(path);
    return isPublic(path) || !view.matches()
        ? Optional.empty()
        : Optional.of("/" + view.group("entry") + "/index.html");
  }
}
