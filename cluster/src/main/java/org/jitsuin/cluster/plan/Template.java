package org.jitsuin.cluster.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of the plan with places, as <code>@name@</code>, for what differs by machine. */
final class Template {
  private static final Pattern PLACE = Pattern.compile("@([a-z]+)@");

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /** The template of that name beside this class. */
  static Template of(String name) {
    try (InputStream file = Template.class.getResourceAsStream(name)) {
      return new Template(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text with all its places filled. */
  String with(Map<String, String> values) {
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place, values)));
  }

  private static String value(MatchResult place, Map<String, String> values) {
    return Optional.ofNullable(values.get(place.group(1)))
        .orElseThrow(() -> new IllegalStateException("nothing is said of " + place.group()));
  }
}
